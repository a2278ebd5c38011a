package org.copyblade.catalog.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.copyblade.api.Backup;
import org.copyblade.api.Outcome;
import org.copyblade.catalog.Change;
import org.copyblade.catalog.JournalEntry.Kind;

/** Many rows of a plausible catalog: 50 systems with two profiles each, of whose backups most are overwritten by now. */
final class Rows {

    private static final StoringChanges STORING = new StoringChanges();

    private Rows() {}

    static void insert(Connection connection, int backups) throws SQLException {
        for (int number = 1; number <= backups; number++) {
            for (Change change : of(number, backups)) {
                change.fold(STORING).on(connection);
            }
        }
    }

    private static List<Change> of(int number, int backups) {
        boolean recent = number > backups - backups / 100;
        Backup backup = Samples.backup(
                number,
                "system" + number % 50,
                "profile" + number % 100,
                recent ? Backup.State.COMPLETE : Backup.State.OVERWRITTEN,
                number % 500 < 10 ? Optional.of(true) : Optional.empty());
        return List.of(
                new Change.SaveRun(Samples.endedRun(number, Outcome.COMPLETE)),
                new Change.Append(Samples.entry(number, Kind.INTENT, "establish")),
                new Change.SaveBackup(Samples.stored(backup)));
    }
}
