package org.copyblade.system.postgresql.internal.hold;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.copyblade.system.postgresql.internal.connection.Connector;
import org.copyblade.system.postgresql.internal.connection.Session;
import org.copyblade.system.postgresql.internal.directory.DataDirectory;
import org.copyblade.system.postgresql.internal.directory.Lsn;
import org.copyblade.system.postgresql.internal.fault.PgFault;
import org.copyblade.system.postgresql.internal.fault.Waiting;
import org.copyblade.system.postgresql.internal.server.ServerPosition;
import org.copyblade.system.spi.BackupModeEnd;
import org.copyblade.system.spi.BackupModeToken;
import org.copyblade.system.spi.Deadline;
import org.copyblade.system.spi.Position;
import org.copyblade.system.spi.RecoveryFile;
import org.copyblade.system.spi.SystemException;

/**
 * Backup mode by one held session each. The slot that pins the log is temporary: it goes with the session, so that a
 * crash of Copyblade never fills the server's disk with log.
 */
public final class BackupSessions {

    private static final int SLOT_NAME_LENGTH = 63;
    private static final int HELD_SECONDS = 2;
    /** From this version on the functions have other names. */
    private static final int RENAMED_VERSION = 150000;

    private final Supplier<Connector> connector;
    private final Map<String, Session> held = new ConcurrentHashMap<>();
    /** Of those, the ones that have left backup mode; they only pin the log. */
    private final Set<String> left = ConcurrentHashMap.newKeySet();

    public BackupSessions(Supplier<Connector> connector) {
        this.connector = connector;
    }

    public BackupModeToken begin(String system, String label, Deadline deadline) throws SystemException {
        String slot = slotName(label);
        Session session = connector.get().open(deadline);
        try {
            endFormer(session, slot, deadline);
            BackupModeData data = session.row(
                    deadline,
                    "select pg_backend_pid(), backend_start::text from pg_stat_activity where pid = pg_backend_pid()",
                    row -> new BackupModeData(slot, row.getInt(1), row.getString(2)));
            pinLog(session, slot, deadline);
            Lsn start = Lsn.parse(session.text(
                    deadline,
                    session.version(deadline) < RENAMED_VERSION
                            ? "select pg_start_backup(?, true, false)"
                            : "select pg_backup_start(?, true)",
                    label));
            Position position = start.in(ServerPosition.epoch(session, deadline));
            held.put(data.text(), session);
            return new BackupModeToken(system, label, position, data.text());
        } catch (SystemException | RuntimeException e) {
            session.close();
            throw e;
        }
    }

    public boolean held(BackupModeToken token) {
        Session session = held.get(token.data());
        if (session == null || left.contains(token.data())) {
            return false;
        }
        synchronized (session) {
            return session.answers(HELD_SECONDS);
        }
    }

    public BackupModeEnd end(BackupModeToken token, Deadline deadline) throws SystemException {
        Session session = held.get(token.data());
        if (session == null) {
            throw lost(token, "this instance does not hold it");
        }
        synchronized (session) {
            try {
                BackupModeEnd end = stop(token, session, deadline);
                left.add(token.data());
                return end;
            } catch (SystemException e) {
                throw PgFault.SESSION.is(e) ? lost(token, e.getMessage()) : e;
            }
        }
    }

    public void release(BackupModeToken token, Deadline deadline) throws SystemException {
        if (token.data().isEmpty()) {
            releaseByLabel(slotName(token.label()), deadline);
            return;
        }
        BackupModeData data = BackupModeData.of(token);
        close(held.remove(token.data()));
        left.remove(token.data());
        try (Session other = connector.get().open(deadline)) {
            Waiting.until(
                    "the session of '" + token.label() + "' to end", deadline, () -> ended(other, data, deadline));
        } catch (SystemException e) {
            ignoreDown(e);
        }
    }

    private void releaseByLabel(String slot, Deadline deadline) throws SystemException {
        for (Map.Entry<String, Session> entry : held.entrySet()) {
            if (entry.getKey().contains("|" + slot + "|")) {
                close(held.remove(entry.getKey()));
                left.remove(entry.getKey());
            }
        }
        try (Session other = connector.get().open(deadline)) {
            endFormer(other, slot, deadline);
        } catch (SystemException e) {
            ignoreDown(e);
        }
    }

    private static void close(Session session) {
        if (session != null) {
            synchronized (session) {
                session.close();
            }
        }
    }

    /** Neither session nor temporary slot survives the server. */
    private static void ignoreDown(SystemException e) throws SystemException {
        if (!PgFault.DOWN.is(e)) {
            throw e;
        }
    }

    /** Ends all sessions: their copies are lost, the server is not. */
    public void close() {
        held.values().forEach(Session::close);
        held.clear();
        left.clear();
    }

    private static BackupModeEnd stop(BackupModeToken token, Session session, Deadline deadline)
            throws SystemException {
        Position before = ServerPosition.now(session, deadline);
        refuseOtherEpoch(token, before);
        String sql = session.version(deadline) < RENAMED_VERSION
                ? "select lsn, labelfile, spcmapfile from pg_stop_backup(false, false)"
                : "select lsn, labelfile, spcmapfile from pg_backup_stop(false)";
        BackupModeEnd end = session.row(deadline, sql, row -> {
            List<RecoveryFile> files = new ArrayList<>();
            files.add(new RecoveryFile(DataDirectory.DATA, "backup_label", row.getString(2)));
            String map = row.getString(3);
            if (map != null && !map.isBlank()) {
                files.add(new RecoveryFile(DataDirectory.DATA, "tablespace_map", map));
            }
            return new BackupModeEnd(Lsn.parse(row.getString(1)).in(before.epoch()), files);
        });
        refuseOtherEpoch(token, ServerPosition.now(session, deadline));
        return end;
    }

    private static void refuseOtherEpoch(BackupModeToken token, Position now) throws SystemException {
        if (!now.epoch().equals(token.start().epoch())) {
            throw PgFault.EPOCH.error(
                    "the server went from history " + token.start().epoch() + " to " + now.epoch() + " while backup '"
                            + token.label() + "' was copied",
                    "was the server promoted? this copy cannot be used; take another backup");
        }
    }

    private static void pinLog(Session session, String slot, Deadline deadline) throws SystemException {
        try {
            session.run(deadline, "select pg_create_physical_replication_slot(?, true, true)", slot);
        } catch (SystemException e) {
            if (!PgFault.SQL.is(e)) {
                throw e;
            }
            throw PgFault.SETTING.error(
                    "cannot pin the log for backup mode: " + e.getMessage(),
                    "set wal_level = replica and max_replication_slots so that one slot is free, then restart the server");
        }
    }

    /** A session of the same label that a crashed instance left behind ends here. */
    private static void endFormer(Session session, String slot, Deadline deadline) throws SystemException {
        session.run(
                deadline,
                "select pg_terminate_backend(active_pid) from pg_replication_slots where slot_name = ? and active",
                slot);
        Waiting.until("slot " + slot + " to go", deadline, () -> dropped(session, slot, deadline));
    }

    /** Whether session and slot are gone; older servers drop the slot a little later than the session. */
    private static boolean ended(Session session, BackupModeData data, Deadline deadline) throws SystemException {
        session.run(
                deadline,
                "select pg_terminate_backend(pid) from pg_stat_activity"
                        + " where pid = ? and backend_start = ?::timestamptz",
                data.pid(),
                data.started());
        return session.text(
                        deadline,
                        "select (select count(*) from pg_stat_activity where pid = ? and backend_start = ?::timestamptz)"
                                + " + (select count(*) from pg_replication_slots where slot_name = ? and active_pid = ?)",
                        data.pid(),
                        data.started(),
                        data.slot(),
                        data.pid())
                .equals("0");
    }

    private static boolean dropped(Session session, String slot, Deadline deadline) throws SystemException {
        session.run(
                deadline,
                "select pg_drop_replication_slot(slot_name) from pg_replication_slots where slot_name = ? and not active",
                slot);
        return session.text(deadline, "select count(*) from pg_replication_slots where slot_name = ?", slot)
                .equals("0");
    }

    private static String slotName(String label) {
        String name = "copyblade_" + label.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]", "_");
        return name.length() <= SLOT_NAME_LENGTH
                ? name
                : name.substring(0, SLOT_NAME_LENGTH - 9) + "_" + String.format("%08x", label.hashCode());
    }

    private static SystemException lost(BackupModeToken token, String why) {
        return PgFault.SESSION.error(
                "backup mode '" + token.label() + "' was lost: " + why,
                "was its session ended or the server restarted? what was copied cannot be used; take another backup");
    }
}
