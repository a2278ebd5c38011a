package org.copyblade.blade.flashcopy.internal;

import java.nio.file.Path;
import org.copyblade.blade.check.BladeFixture;
import org.copyblade.blade.spi.CopyPolicy;
import org.copyblade.blade.tck.CopyBladeContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
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
        private Laboratory laboratory;
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
