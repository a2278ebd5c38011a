package org.copyblade.catalog.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.copyblade.api.Backup;
import org.copyblade.api.Outcome;

/**
 * Many rows of a plausible catalog, made by the database itself: 50 systems with two profiles each, of whose backups all but
 * the newest hundredth are overwritten by now.
 */
final class Rows {

    private Rows() {}

    static void insert(Connection connection, int backups) throws SQLException {
        int overwritten = backups - backups / 100;
        String run = sql(Records.json(Samples.endedRun(1, Outcome.COMPLETE)));
        String record = "iif(n > " + overwritten + ", " + sql(Records.json(backup(Backup.State.COMPLETE))) + ", "
                + sql(Records.json(backup(Backup.State.OVERWRITTEN))) + ")";
        try (Statement statement = connection.createStatement()) {
            for (List<String> table : List.of(
                    List.of(
                            "run (number, open, kind, system, profile, record)",
                            "n, 0, 'BACKUP', 'system' || (n % 50), 'profile' || (n % 100), replace(" + run
                                    + ", '\"R1\"', '\"R' || n || '\"')"),
                    List.of(
                            "journal (run, seq, at, kind, step, subject, data)",
                            "n, 1, " + sql(Samples.THEN.toString()) + ", 'INTENT', 'establish', 'G', '{}'"),
                    List.of("copy_group (name, backup)", "printf('G%07d', n), n"),
                    List.of(
                            "target_use (blade, endpoint, target, backup, profile)",
                            "'flash', 'box', 'T' || (n % 1000), n, 'profile' || (n % 100)"),
                    List.of(
                            "backup (number, began, shown, generation, system, profile, usable, good, verified, record, body)",
                            "n, n, n, n % 99 + 1, 'system' || (n % 50), 'profile' || (n % 100), n > " + overwritten
                                    + ", n > "
                                    + overwritten + ", n % 500 < 10, replace(" + record
                                    + ", '\"B1\"', '\"B' || n || '\"'), '{}'"))) {
                statement.executeUpdate("insert into " + table.get(0) + " with recursive numbers (n) as"
                        + " (select 1 union all select n + 1 from numbers where n < " + backups + ") select "
                        + table.get(1) + " from numbers");
            }
        }
    }

    private static String sql(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private static Backup backup(Backup.State state) {
        return Samples.backup(1, "system", "profile", state, Optional.of(true));
    }
}
