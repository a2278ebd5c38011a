package org.copyblade.blade.timefinder.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.copyblade.blade.check.BladeFixture;
import org.copyblade.blade.check.BladeRules;
import org.copyblade.blade.check.Rule;
import org.copyblade.blade.check.RuleResult;
import org.copyblade.blade.spi.Binding;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.spi.CopyBlade;
import org.copyblade.blade.spi.CopyPolicy;
import org.copyblade.blade.spi.Establishment;
import org.copyblade.blade.tck.CopyBladeContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The contract of blades, kept by the TimeFinder blade with each of its methods on the laboratory's PowerMax. */
class TimeFinderBladeContractTest {

    /** Three sets of targets for the volumes of the fixture. */
    private static final List<String> SETS = List.of(
            "00100:00200",
            "00101:00201",
            "00102:00202",
            "00100:00203",
            "00101:00204",
            "00102:00205",
            "00100:00206",
            "00101:00207",
            "00102:00208");

    @Nested
    class BySnapVx extends OnLaboratory {
        BySnapVx() {
            super(CopyPolicy.builder().build());
        }
    }

    @Nested
    class ByClone extends OnLaboratory {
        ByClone() {
            super(CopyPolicy.builder().method("clone").build());
        }

        /** Negative control: the rule of the one instant finds a blade that activates one clone after the other. */
        @Test
        void clonesActivatedOneByOneAreFoundOut() throws Exception {
            Rule rule = BladeRules.all().stream()
                    .filter(candidate -> candidate.title().equals("all members of a group are copied at one instant"))
                    .findFirst()
                    .orElseThrow();
            CopyBlade apart = oneByOne();
            RuleResult result;
            try (BladeFixture fixture = new LabFixture(laboratory, () -> apart, blades::expectLateRequest, policy)) {
                result = rule.run(fixture);
            }

            assertThat(result.outcome()).as(result.text()).isEqualTo(RuleResult.Outcome.FAILED);
            assertThat(result.text()).contains("the copy holds");
        }

        private CopyBlade oneByOne() {
            CopyBlade real = blades.next();
            return (CopyBlade) Proxy.newProxyInstance(
                    getClass().getClassLoader(), new Class<?>[] {CopyBlade.class}, (proxy, method, arguments) -> {
                        if (!method.getName().equals("establish")) {
                            try {
                                return method.invoke(real, arguments);
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        }
                        CloneBinding binding = CloneBindingForm.read((Binding) arguments[1]);
                        laboratory.activateOneByOne(binding.pairs(), (Call) arguments[3]);
                        Instant now = Instant.now();
                        return new Establishment(CloneBindingForm.write(binding.established(now)), now, 0, 0, 0);
                    });
        }
    }

    /** Shares all but the waiting with the clones, so that it is tried in full with them only now and then. */
    @Nested
    @EnabledIfSystemProperty(named = "copyblade.matrix", matches = "true")
    class ByBcv extends OnLaboratory {
        ByBcv() {
            super(CopyPolicy.builder()
                    .method("bcv")
                    .targets(new ArrayList<>(SETS))
                    .build());
        }
    }

    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    abstract static class OnLaboratory extends CopyBladeContract {

        protected final CopyPolicy policy;
        protected Laboratory laboratory;
        protected LabBlades blades;

        OnLaboratory(CopyPolicy policy) {
            this.policy = policy;
        }

        @BeforeAll
        void start(@TempDir Path directory) throws Exception {
            laboratory = Laboratory.start(directory, "");
            blades = new LabBlades(laboratory);
        }

        @AfterAll
        void stop() throws Exception {
            blades.close();
            laboratory.close();
        }

        @Override
        protected BladeFixture open() {
            return new LabFixture(laboratory, blades, policy);
        }
    }
}
