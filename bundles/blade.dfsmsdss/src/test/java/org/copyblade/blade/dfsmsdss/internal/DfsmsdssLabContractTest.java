package org.copyblade.blade.dfsmsdss.internal;

import java.nio.file.Path;
import java.util.List;
import org.copyblade.blade.check.BladeFixture;
import org.copyblade.blade.spi.CopyPolicy;
import org.copyblade.blade.spi.CopyPolicy.BackgroundCopy;
import org.copyblade.blade.spi.CopyPolicy.FastReplication;
import org.copyblade.blade.tck.CopyBladeContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * The contract on the laboratory's z/OS, over TLS, with the faults of its z/OSMF. The ordinary run tries it on a z/OS in memory,
 * and on the laboratory what only a wire can do.
 */
@EnabledIfSystemProperty(named = "copyblade.matrix", matches = "true")
class DfsmsdssLabContractTest {

    @TempDir
    static Path directory;

    private static Laboratory laboratory;
    private static List<DfsmsdssBlade> blades;

    @BeforeAll
    static void start() throws Exception {
        laboratory = Laboratory.start(directory);
        blades = List.of(laboratory.blade(), laboratory.blade());
    }

    @AfterAll
    static void stop() throws Exception {
        blades.forEach(DfsmsdssBlade::close);
        laboratory.close();
    }

    @Nested
    class OfVolumes extends CopyBladeContract {
        @Override
        protected BladeFixture open() {
            return new LabFixture(laboratory, blades, CopyPolicy.builder().build());
        }
    }

    @Nested
    class WithoutBackgroundCopy extends CopyBladeContract {
        @Override
        protected BladeFixture open() {
            return new LabFixture(
                    laboratory,
                    blades,
                    CopyPolicy.builder().backgroundCopy(BackgroundCopy.NOCOPY).build());
        }
    }

    @Nested
    class ThroughTheHost extends CopyBladeContract {
        @Override
        protected BladeFixture open() {
            return new LabFixture(
                    laboratory,
                    blades,
                    CopyPolicy.builder().fastReplication(FastReplication.NONE).build());
        }
    }

    @Nested
    class OfDataSets extends CopyBladeContract {
        @Override
        protected BladeFixture open() {
            return new DataSetFixture(laboratory, blades);
        }
    }
}
