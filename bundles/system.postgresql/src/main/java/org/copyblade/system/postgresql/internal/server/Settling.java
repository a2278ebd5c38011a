package org.copyblade.system.postgresql.internal.server;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.copyblade.system.postgresql.internal.connection.Connector;
import org.copyblade.system.postgresql.internal.connection.ServerSettings;
import org.copyblade.system.postgresql.internal.connection.Session;
import org.copyblade.system.postgresql.internal.directory.DataDirectory;
import org.copyblade.system.postgresql.internal.fault.PgFault;
import org.copyblade.system.postgresql.internal.host.WriteBack;
import org.copyblade.system.spi.Deadline;
import org.copyblade.system.spi.Settled;
import org.copyblade.system.spi.SystemException;

/** Prepares a short window: a checkpoint, then nothing dirty left in the host's cache. */
public final class Settling {

    private final ServerSettings settings;
    private final Connector connector;
    private final Discovery discovery;

    public Settling(ServerSettings settings, Connector connector, Discovery discovery) {
        this.settings = settings;
        this.connector = connector;
        this.discovery = discovery;
    }

    public Settled settle(long dirtyBytesBound, Deadline deadline) throws SystemException {
        if (dirtyBytesBound < 0) {
            throw PgFault.CONFIG.error("a bound of " + dirtyBytesBound + " dirty bytes means nothing", "use 0 or more");
        }
        long begun = System.nanoTime();
        checkpoint(deadline);
        long checkpointed = System.nanoTime();
        DataDirectory data = DataDirectory.read(discovery.dataDirectory(deadline));
        List<Path> places =
                data.dataSets().stream().map(set -> Path.of(set.place())).toList();
        long dirty = WriteBack.below(dirtyBytesBound, places, deadline);
        return new Settled(
                Duration.ofNanos(checkpointed - begun), Duration.ofNanos(System.nanoTime() - checkpointed), dirty);
    }

    private void checkpoint(Deadline deadline) throws SystemException {
        Duration limit = settings.checkpointTimeout().compareTo(deadline.remaining()) < 0
                ? settings.checkpointTimeout()
                : deadline.remaining();
        Deadline sooner = Deadline.within(limit, deadline::cancelled);
        try (Session session = connector.open(deadline)) {
            session.run(sooner, "checkpoint");
        } catch (SystemException e) {
            throw PgFault.RIGHTS.is(e) || PgFault.SQL.is(e) && e.getMessage().contains("superuser")
                    ? PgFault.RIGHTS.error(
                            "role '" + settings.user() + "' may not run CHECKPOINT at " + settings.address(),
                            "GRANT pg_checkpoint to it; before version 15 it must be a superuser")
                    : e;
        }
    }
}
