package org.copyblade.system.ims.internal;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.copyblade.guard.RemoteGuards;
import org.copyblade.system.check.SystemFaultSource;
import org.copyblade.system.check.SystemFixture;
import org.copyblade.system.spi.ProtectedSystem;

/** The laboratory's group under the contract, for one rule. */
final class LabFixture implements SystemFixture {

    private final ImsLaboratory laboratory;
    private final RemoteGuards guards = new RemoteGuards();
    private final ImsSystem system;

    LabFixture(ImsLaboratory laboratory) throws IOException {
        this.laboratory = laboratory;
        // Archived logs come and go while the group works, and the rules compare what they see at two times.
        this.system = ImsLaboratory.system(
                laboratory.configuration(Map.of("data.sets", "BANKPRD.IMS*.**,BANKPRD.DB.**,BANKPRD.RECON*")), guards);
    }

    @Override
    public ProtectedSystem system() {
        return system;
    }

    @Override
    public void commit() {
        laboratory.commit();
    }

    @Override
    public long nextEpoch() {
        return PlexFixture.epoch();
    }

    @Override
    public Optional<SystemFaultSource> faults() {
        return Optional.of(kind -> switch (kind) {
            // One that somebody else holds refuses.
            case SUSPEND_FAILS -> {
                laboratory.command("F IMSLOG,SUSPEND,IMS2,LIMIT=60000");
                yield true;
            }
            case STRANGER_CONTINUES -> {
                laboratory.plex().resume();
                yield true;
            }
            case SESSION_LOST -> false;
        });
    }

    @Override
    public void close() {
        system.close();
        guards.close();
    }
}
