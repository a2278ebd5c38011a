package org.copyblade.blade.dfsmsdss.internal;

import org.copyblade.blade.check.BladeFixture;
import org.copyblade.blade.spi.CopyPolicy;
import org.copyblade.blade.spi.CopyPolicy.BackgroundCopy;
import org.copyblade.blade.spi.CopyPolicy.FastReplication;
import org.copyblade.blade.tck.CopyBladeContract;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The contract on a z/OS in memory: what the blade concludes, apart from any wire. */
class DfsmsdssContractTest {

    @Nested
    class OfVolumes extends CopyBladeContract {
        @Override
        protected BladeFixture open() {
            return new InMemoryFixture(CopyPolicy.builder().build());
        }
    }

    @Nested
    @EnabledIfSystemProperty(named = "copyblade.matrix", matches = "true")
    class WithoutBackgroundCopy extends CopyBladeContract {
        @Override
        protected BladeFixture open() {
            return new InMemoryFixture(
                    CopyPolicy.builder().backgroundCopy(BackgroundCopy.NOCOPY).build());
        }
    }

    @Nested
    class OfDataSets extends CopyBladeContract {
        @Override
        protected BladeFixture open() {
            return new InMemoryFixture(CopyPolicy.builder().method("data-set").build());
        }
    }

    @Nested
    @EnabledIfSystemProperty(named = "copyblade.matrix", matches = "true")
    class ThroughTheHost extends CopyBladeContract {
        @Override
        protected BladeFixture open() {
            return new InMemoryFixture(
                    CopyPolicy.builder().fastReplication(FastReplication.NONE).build());
        }
    }
}
