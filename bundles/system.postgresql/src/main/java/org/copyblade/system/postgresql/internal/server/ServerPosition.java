package org.copyblade.system.postgresql.internal.server;

import java.nio.file.Path;
import org.copyblade.system.postgresql.internal.connection.Session;
import org.copyblade.system.postgresql.internal.directory.ControlFile;
import org.copyblade.system.postgresql.internal.directory.Lsn;
import org.copyblade.system.postgresql.internal.directory.Postmaster;
import org.copyblade.system.postgresql.internal.fault.PgFault;
import org.copyblade.system.spi.Deadline;
import org.copyblade.system.spi.Epoch;
import org.copyblade.system.spi.Position;
import org.copyblade.system.spi.SystemException;

/** Where a server is in its log, and in which history. */
public final class ServerPosition {

    private ServerPosition() {}

    /**
     * The position up to which the log is safe on disk: everything promised to anybody is before it, so every consistent
     * copy made later contains it.
     */
    public static Position now(Session session, Deadline deadline) throws SystemException {
        boolean standby = standby(session, deadline);
        String lsn = session.text(
                deadline, standby ? "select pg_last_wal_replay_lsn()" : "select pg_current_wal_flush_lsn()");
        return Lsn.parse(lsn).in(epoch(session, deadline));
    }

    /**
     * Where a server stopped that is down. One that ran since then has another last checkpoint, or has left the state that it
     * was in.
     */
    public static Position ofStopped(Path dataDirectory) throws SystemException {
        if (Postmaster.of(dataDirectory).isPresent()) {
            throw PgFault.RUNNING.error(
                    "the server on " + dataDirectory + " runs, but does not answer",
                    "look at its log; is it starting?");
        }
        ControlFile control = ControlFile.of(dataDirectory);
        String state = control.state() == ControlFile.State.SHUT_DOWN ? "" : " " + control.state();
        return new Position(control.checkpoint() + state, control.checkpoint().value(), control.epoch());
    }

    public static Epoch epoch(Session session, Deadline deadline) throws SystemException {
        boolean standby = standby(session, deadline);
        return ControlFile.epoch(systemIdentifier(session, deadline), timeline(session, standby, deadline), standby);
    }

    static boolean standby(Session session, Deadline deadline) throws SystemException {
        return "t".equals(session.text(deadline, "select pg_is_in_recovery()"));
    }

    static String systemIdentifier(Session session, Deadline deadline) throws SystemException {
        long id = session.row(
                deadline, "select system_identifier from pg_control_system()", row -> row.getLong("system_identifier"));
        return Long.toUnsignedString(id);
    }

    /** A primary writes its timeline into the names of its log files, long before the next checkpoint tells it. */
    private static int timeline(Session session, boolean standby, Deadline deadline) throws SystemException {
        if (standby) {
            return Integer.parseInt(session.text(deadline, "select timeline_id from pg_control_checkpoint()"));
        }
        String file = session.text(deadline, "select pg_walfile_name(pg_current_wal_insert_lsn())");
        return Integer.parseUnsignedInt(file.substring(0, 8), 16);
    }
}
