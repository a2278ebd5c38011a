package org.copyblade.blade.timefinder.internal;

import java.nio.file.Path;
import org.copyblade.blade.check.BladeFixture;
import org.copyblade.blade.tck.CopyBladeContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The contract of blades, kept by the TimeFinder blade with SnapVX on the laboratory's PowerMax. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TimeFinderBladeContractTest extends CopyBladeContract {

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

    @Override
    protected BladeFixture open() {
        return new LabFixture(laboratory, blades);
    }
}
