package org.copyblade.blade.flashcopy.internal.virtualize;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import org.copyblade.blade.check.BladeRules;
import org.copyblade.blade.check.Rule;
import org.copyblade.blade.check.RuleResult;
import org.copyblade.blade.flashcopy.internal.rest.VirtualizeClient;
import org.copyblade.blade.spi.Binding;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.spi.CopyBlade;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyPolicy;
import org.copyblade.blade.spi.Establishment;
import org.copyblade.endpoint.TlsContexts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The control of the contract: a blade that starts the mappings of a group one after the other is found out. */
class StartedApartTest {
    @TempDir
    private Path directory;

    @Test
    void groupStartedMappingByMapping_breaksTheRuleOfOneInstant() throws Exception {
        Rule oneInstant = BladeRules.all().stream()
                .filter(rule -> rule.title().equals("all members of a group are copied at one instant"))
                .findFirst()
                .orElseThrow();
        try (ClusterLaboratory laboratory = ClusterLaboratory.start(directory, 5000)) {
            VirtualizeBlade blade = laboratory.blade();
            CopyPolicy policy = CopyPolicy.builder().build();
            RuleResult kept = oneInstant.run(new ClusterFixture(laboratory, List.of(blade), policy));
            RuleResult broken =
                    oneInstant.run(new ClusterFixture(laboratory, List.of(startingApart(laboratory, blade)), policy));
            blade.close();
            assertThat(kept.outcome()).as(kept.text()).isEqualTo(RuleResult.Outcome.PASSED);
            assertThat(broken.outcome()).isEqualTo(RuleResult.Outcome.FAILED);
            assertThat(broken.text()).startsWith("copy ");
        }
    }

    private static CopyBlade startingApart(ClusterLaboratory laboratory, VirtualizeBlade blade) throws Exception {
        VirtualizeClient client = new VirtualizeClient(
                laboratory.settings().access(),
                TlsContexts.of(laboratory.settings().trust()),
                ForkJoinPool.commonPool());
        return (CopyBlade) Proxy.newProxyInstance(
                StartedApartTest.class.getClassLoader(),
                new Class<?>[] {CopyBlade.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("establish")) {
                        return apart(client, (CopyGroup) arguments[0], (Binding) arguments[1], (Call) arguments[3]);
                    }
                    try {
                        return method.invoke(blade, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static Establishment apart(VirtualizeClient client, CopyGroup group, Binding binding, Call call)
            throws Exception {
        long sent = System.nanoTime();
        for (FlashMapping mapping : new Cluster(client).mappings(call)) {
            if (mapping.group().equals(GroupMark.copy(group.id()))) {
                client.run("startfcmap", mapping.id(), JsonNodeFactory.instance.objectNode(), call);
            }
        }
        long answered = System.nanoTime();
        GroupBinding established = GroupBindingForm.read(binding).established(Instant.now());
        return new Establishment(GroupBindingForm.write(established), Instant.now(), sent, answered, answered - sent);
    }
}
