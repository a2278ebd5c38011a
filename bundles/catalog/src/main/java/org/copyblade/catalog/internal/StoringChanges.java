package org.copyblade.catalog.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.copyblade.api.Backup;
import org.copyblade.api.Consistency;
import org.copyblade.catalog.Change;
import org.copyblade.catalog.CopyTarget;
import org.copyblade.catalog.JournalEntry;
import org.copyblade.catalog.StoredOrder;
import org.copyblade.catalog.UndoCopies;

/** What each kind of change does to the tables. Stored forms are made here, before any lock is taken. */
final class StoringChanges implements Change.Cases<StoringChanges.Statements> {

    /** Statements to run in one transaction. */
    @FunctionalInterface
    interface Statements {
        void on(Connection connection) throws SQLException;
    }

    /** When the newest backup of a system began, if that is later than another time. */
    static final String LATEST_BEGUN =
            "select began from backup where system = ? and began > ? order by began desc limit 1";

    @Override
    public Statements saveRun(Change.SaveRun change) {
        long number = change.run().id().number();
        int open = change.run().outcome().isEmpty() ? 1 : 0;
        String record = Records.json(change.run());
        return connection -> execute(
                connection,
                "insert into run (number, open, kind, system, profile, record) values (?, ?, ?, ?, ?, ?)"
                        + " on conflict (number) do update set open = excluded.open, record = excluded.record",
                number,
                open,
                change.run().kind().name(),
                change.run().system(),
                change.run().profile(),
                record);
    }

    /** Whether it shows its system as it was and can be restored as it is: a fuzzy copy cannot. */
    private static boolean protects(Backup backup) {
        boolean refuted = backup.verified().filter(tryOut -> !tryOut.passed()).isPresent();
        return !refuted && backup.consistency() != Consistency.NONE && !UndoCopies.contain(backup);
    }

    /**
     * What comes as usable at once was taken back, and its place in the order of age is where it began. Anything else is the
     * newest of its system when it comes, also after the clock went back.
     */
    @Override
    public Statements saveBackup(Change.SaveBackup change) {
        Backup backup = change.backup().backup();
        String body = change.backup().body();
        long number = backup.id().number();
        int usable = backup.state() == Backup.State.COMPLETE ? 1 : 0;
        int good = usable == 1 && protects(backup) ? 1 : 0;
        int verified = backup.verified().map(Backup.Verification::passed).orElse(false) ? 1 : 0;
        long began = backup.startedAt().toEpochMilli();
        int remains = change.backup().remains() ? 1 : 0;
        int generation = backup.generation();
        int held = backup.held() ? 1 : 0;
        long shown = backup.pointInTime().orElse(backup.startedAt()).toEpochMilli();
        String record = Records.json(backup);
        List<CopyTarget> targets = usable == 0
                ? List.of()
                : backup.copies().stream()
                        .flatMap(copy -> CopyTarget.of(copy).stream())
                        .distinct()
                        .toList();
        return connection -> {
            execute(
                    connection,
                    "insert into backup (number, system, profile, usable, good, verified, remains, record, body,"
                            + " generation, held, shown, began) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
                            + " case when ? = 1 then ? else coalesce((" + LATEST_BEGUN
                            + "), ?) end) on conflict (number) do update set"
                            + " system = excluded.system, profile = excluded.profile, usable = excluded.usable, good = excluded.good,"
                            + " verified = excluded.verified, remains = excluded.remains, record = excluded.record, body = excluded.body,"
                            + " generation = excluded.generation, held = excluded.held, shown = excluded.shown",
                    number,
                    backup.system(),
                    backup.profile(),
                    usable,
                    good,
                    verified,
                    remains,
                    record,
                    body,
                    generation,
                    held,
                    shown,
                    usable,
                    began,
                    backup.system(),
                    began,
                    began);
            execute(
                    connection,
                    "insert into counter (name, value) values ('backup', ?), ('run', ?) on conflict (name) do update set"
                            + " value = excluded.value where counter.value < excluded.value",
                    number,
                    backup.run().number());
            for (Backup.Copy copy : backup.copies()) {
                execute(
                        connection,
                        "insert into copy_group (name, backup) values (?, ?)"
                                + " on conflict (name) do update set backup = excluded.backup",
                        copy.group(),
                        number);
            }
            saveTargets(connection, backup, targets);
        };
    }

    /** All in one batch: a backup of ten thousand volumes would else cost as many round trips to a server. */
    private static void saveTargets(Connection connection, Backup backup, List<CopyTarget> targets)
            throws SQLException {
        long number = backup.id().number();
        execute(connection, "delete from target_use where backup = ?", number);
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into target_use (blade, endpoint, target, backup, profile) values (?, ?, ?, ?, ?)")) {
            for (CopyTarget target : targets) {
                fill(insert, target.blade(), target.endpoint(), target.name(), number, backup.profile());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    @Override
    public Statements append(Change.Append change) {
        JournalEntry entry = change.entry();
        long run = entry.run().number();
        return connection -> execute(
                connection,
                "insert into journal (run, seq, at, kind, step, subject, data)"
                        + " select ?, coalesce(max(seq), 0) + 1, ?, ?, ?, ?, ? from journal where run = ?",
                run,
                entry.at().toString(),
                entry.kind().name(),
                entry.step(),
                entry.subject(),
                entry.data(),
                run);
    }

    @Override
    public Statements saveEvidence(Change.SaveEvidence change) {
        long backup = change.evidence().backup().number();
        String record = Records.json(change.evidence());
        return connection -> execute(
                connection,
                "insert into evidence (backup, record) values (?, ?)"
                        + " on conflict (backup) do update set record = excluded.record",
                backup,
                record);
    }

    @Override
    public Statements saveSetup(Change.SaveSetup change) {
        String record = Records.json(change.setup().report());
        return connection -> execute(
                connection,
                "insert into setup (profile, record, fingerprint) values (?, ?, ?) on conflict (profile) do update"
                        + " set record = excluded.record, fingerprint = excluded.fingerprint",
                change.setup().report().profile(),
                record,
                change.setup().fingerprint());
    }

    @Override
    public Statements saveOrder(Change.SaveOrder change) {
        StoredOrder order = change.order();
        int remains = order.remains() ? 1 : 0;
        return connection -> execute(
                connection,
                "insert into blade_order (name, run, blade, endpoint, remains) values (?, ?, ?, ?, ?)"
                        + " on conflict (name) do update set run = excluded.run, blade = excluded.blade,"
                        + " endpoint = excluded.endpoint, remains = excluded.remains",
                order.name(),
                order.run().number(),
                order.blade(),
                order.endpoint(),
                remains);
    }

    /** Notes that somebody has this number, in the transaction that gives it to him. */
    static void give(Connection connection, long number) throws SQLException {
        execute(connection, "insert into given_number (backup) values (?)", number);
    }

    /** Takes a number that nobody was given and no backup has; false if there is one. */
    static boolean claim(Connection connection, long number) throws SQLException {
        return execute(
                        connection,
                        "insert into given_number (backup) select ? where not exists"
                                + " (select 1 from backup where number = ?) on conflict (backup) do nothing",
                        number,
                        number)
                == 1;
    }

    private static int execute(Connection connection, String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            fill(statement, parameters);
            return statement.executeUpdate();
        }
    }

    private static void fill(PreparedStatement statement, Object... parameters) throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
    }
}
