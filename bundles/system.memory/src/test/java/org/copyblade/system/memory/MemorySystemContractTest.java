package org.copyblade.system.memory;

import java.time.Duration;
import org.copyblade.system.check.SystemFixture;
import org.copyblade.system.tck.ProtectedSystemContract;
import org.junit.jupiter.api.Timeout;

/** The reference system keeps every rule. */
@Timeout(60)
class MemorySystemContractTest extends ProtectedSystemContract {

    @Override
    protected SystemFixture open() {
        return new MemorySystemFixture(MemorySystem::new, Duration.ofSeconds(30));
    }
}
