package org.copyblade.blade.timefinder.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Instant;
import org.copyblade.blade.check.BladeFixture;
import org.copyblade.blade.check.BladeRules;
import org.copyblade.blade.check.Rule;
import org.copyblade.blade.check.RuleResult;
import org.copyblade.blade.spi.Binding;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.spi.CopyBlade;
import org.copyblade.blade.spi.CopyPolicy;
import org.copyblade.blade.spi.Establishment;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of the contract that clones keep in a way of their own; all of them are tried with {@code -Pmatrix}. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CloneSampleTest {

    private static final String ONE_INSTANT = "all members of a group are copied at one instant";

    private final CopyPolicy policy = CopyPolicy.builder().method("clone").build();
    private Laboratory laboratory;
    private LabBlades blades;

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

    @ParameterizedTest
    @ValueSource(
            strings = {
                ONE_INSTANT,
                "prepare repeated after each lost answer still ends prepared",
                "an incremental copy takes over its predecessor",
                "a success after the deadline is seen and withdrawn",
                "a partial failure is never established",
                "restore touches only the members asked for",
                "restore keeps or consumes the copy as info says",
                "what list gives is enough to withdraw an orphan"
            })
    void keeps(String title) throws Exception {
        RuleResult result;
        try (BladeFixture fixture = new LabFixture(laboratory, blades, policy)) {
            result = rule(title).run(fixture);
        }

        assertThat(result.outcome()).as(result.text()).isEqualTo(RuleResult.Outcome.PASSED);
    }

    private static Rule rule(String title) {
        return BladeRules.all().stream()
                .filter(candidate -> candidate.title().equals(title))
                .findFirst()
                .orElseThrow();
    }

    /** Negative control: the rule of the one instant finds a blade that activates one clone after the other. */
    @Test
    void clonesActivatedOneByOneAreFoundOut() throws Exception {
        CopyBlade apart = oneByOne();
        RuleResult result;
        try (BladeFixture fixture = new LabFixture(laboratory, () -> apart, blades::expectLateRequest, policy)) {
            result = rule(ONE_INSTANT).run(fixture);
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
