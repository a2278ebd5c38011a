package org.copyblade.blade.flashcopy.internal.virtualize;

import java.nio.file.Path;
import java.util.List;
import org.copyblade.blade.check.BladeFixture;
import org.copyblade.blade.spi.CopyPolicy;
import org.copyblade.blade.tck.CopyBladeContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * The contract of blades, kept by the FlashCopy blade on the laboratory's Storage Virtualize. The ordinary run tries it on the
 * DS8000, and here what goes wrong.
 */
@EnabledIfSystemProperty(named = "copyblade.matrix", matches = "true")
class VirtualizeBladeContractTest {
    @Nested
    class WithBackgroundCopy extends OnLaboratory {
        WithBackgroundCopy() {
            super(CopyPolicy.builder().build());
        }
    }

    @Nested
    class WithoutBackgroundCopy extends OnLaboratory {
        WithoutBackgroundCopy() {
            super(CopyPolicy.builder()
                    .backgroundCopy(CopyPolicy.BackgroundCopy.NOCOPY)
                    .build());
        }
    }

    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    abstract static class OnLaboratory extends CopyBladeContract {
        private final CopyPolicy policy;
        private ClusterLaboratory laboratory;
        private List<VirtualizeBlade> blades;

        OnLaboratory(CopyPolicy policy) {
            this.policy = policy;
        }

        @BeforeAll
        void start(@TempDir Path directory) throws Exception {
            laboratory = ClusterLaboratory.start(directory, 5000);
            blades = List.of(laboratory.blade(), laboratory.blade());
        }

        @AfterAll
        void stop() throws Exception {
            blades.forEach(VirtualizeBlade::close);
            laboratory.close();
        }

        @Override
        protected BladeFixture open() {
            return new ClusterFixture(laboratory, blades, policy);
        }
    }
}
