package org.copyblade.system.ims.internal;

import java.nio.file.Path;
import org.copyblade.system.check.SystemFixture;
import org.copyblade.system.tck.ProtectedSystemContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The contract on the laboratory's group, over TLS, with its regions at work. */
class LabContractTest extends ProtectedSystemContract {

    @TempDir
    static Path directory;

    private static ImsLaboratory laboratory;

    @BeforeAll
    static void start() throws Exception {
        laboratory = ImsLaboratory.start(directory);
    }

    @AfterAll
    static void stop() throws Exception {
        laboratory.close();
    }

    @Override
    protected SystemFixture open() throws Exception {
        return new LabFixture(laboratory);
    }
}
