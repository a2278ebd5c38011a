package org.copyblade.blade.timefinder.internal;

import java.nio.file.Path;
import java.util.ArrayList;
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

    /** In full only now and then; {@link LinkSampleTest} tries the rules that links in copy mode keep in their own way. */
    @Nested
    @EnabledIfSystemProperty(named = "copyblade.matrix", matches = "true")
    class BySnapVxCopy extends OnLaboratory {
        BySnapVxCopy() {
            super(CopyPolicy.builder().method("snapvx-copy").build());
        }
    }

    /** In full only now and then; {@link CloneSampleTest} tries the rules that clones keep in their own way. */
    @Nested
    @EnabledIfSystemProperty(named = "copyblade.matrix", matches = "true")
    class ByClone extends OnLaboratory {
        ByClone() {
            super(CopyPolicy.builder().method("clone").build());
        }
    }

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
