package org.copyblade.system.postgresql.internal;

import org.copyblade.system.check.SystemFixture;
import org.copyblade.system.tck.ProtectedSystemContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The contract on a real server. */
class PostgresContractTest extends ProtectedSystemContract {

    private static TestServer test;

    @BeforeAll
    static void start() throws Exception {
        test = TestServer.start();
    }

    @AfterAll
    static void stop() throws Exception {
        if (test != null) {
            test.close();
        }
    }

    @Override
    protected SystemFixture open() throws Exception {
        return new ServerFixture(test);
    }
}
