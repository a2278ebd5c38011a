package org.copyblade.blade.flashcopy.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import org.copyblade.blade.check.BladeFaults;
import org.copyblade.blade.check.BladeFixture;
import org.copyblade.blade.check.BladeRules;
import org.copyblade.blade.check.Rule;
import org.copyblade.blade.check.RuleResult;
import org.copyblade.blade.spi.CopyPolicy;
import org.copyblade.blade.tck.CopyBladeContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The contract of blades, kept by the FlashCopy blade on the laboratory's DS8000. */
class FlashCopyBladeContractTest {

    @Nested
    class WithBackgroundCopy extends OnLaboratory {
        WithBackgroundCopy() {
            super(CopyPolicy.builder().build());
        }

        /** Negative control: by the clock alone a blade is right also where the storage holds the writes on. */
        @Test
        void aHoldThatNeverExpiresOnTheStorageIsFoundOut() throws Exception {
            Rule rule = BladeRules.all().stream()
                    .filter(candidate -> candidate.title().equals("a hold that ended too early is reported lost"))
                    .findFirst()
                    .orElseThrow();
            BladeFixture fixture = open();

            RuleResult result = rule.run(withoutFaultsOfTheLaboratory(fixture));

            assertThat(result.outcome()).as(result.text()).isEqualTo(RuleResult.Outcome.PASSED);
            assertThatThrownBy(fixture::close)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageMatching("the hold of subsystem 0[13] has not expired");
        }

        private BladeFixture withoutFaultsOfTheLaboratory(BladeFixture fixture) {
            return (BladeFixture) Proxy.newProxyInstance(
                    getClass().getClassLoader(), new Class<?>[] {BladeFixture.class}, (proxy, method, arguments) -> {
                        if (!method.getName().equals("faults")) {
                            return method.invoke(fixture, arguments);
                        }
                        return fixture.faults().map(faults -> (BladeFaults) kind -> {
                            boolean armed = faults.next(kind);
                            laboratory.face().array().faults().clear();
                            return armed;
                        });
                    });
        }
    }

    @Nested
    @EnabledIfSystemProperty(named = "copyblade.matrix", matches = "true")
    class WithoutBackgroundCopy extends OnLaboratory {
        WithoutBackgroundCopy() {
            super(CopyPolicy.builder()
                    .backgroundCopy(CopyPolicy.BackgroundCopy.NOCOPY)
                    .build());
        }
    }

    @Nested
    @EnabledIfSystemProperty(named = "copyblade.matrix", matches = "true")
    class ByFastRestore extends OnLaboratory {
        ByFastRestore() {
            super(CopyPolicy.builder().build());
        }

        @Override
        FlashSettings.RestoreStyle restore() {
            return new FlashSettings.RestoreStyle(true, false);
        }
    }

    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    abstract static class OnLaboratory extends CopyBladeContract {

        private final CopyPolicy policy;
        protected Laboratory laboratory;
        private LabBlades blades;

        OnLaboratory(CopyPolicy policy) {
            this.policy = policy;
        }

        @BeforeAll
        void start(@TempDir Path directory) throws Exception {
            laboratory = Laboratory.start(directory, "background_tracks_per_second = 5000");
            blades = new LabBlades(laboratory.settings(new FlashSettings.StorageRules(false, false), restore()));
        }

        FlashSettings.RestoreStyle restore() {
            return new FlashSettings.RestoreStyle(false, false);
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
