package org.copyblade.manager.internal.settle;

import java.util.List;
import java.util.Optional;
import org.copyblade.catalog.JournalEntry;
import org.copyblade.manager.internal.window.BackupModeCopying;
import org.copyblade.manager.internal.window.WindowCopying;
import org.copyblade.manager.internal.withdraw.Registering;

/**
 * Which effects on a system a journal leaves open. Pure.
 *
 * @param suspend token of the newest suspend without outcome
 * @param backupMode token of the newest stay in backup mode without outcome; an empty text if only its label is known
 * @param registered whether the recovery control of the system is known to have been told of the backup
 */
record OpenIntents(Optional<String> suspend, Optional<String> backupMode, boolean registered) {

    static OpenIntents of(List<JournalEntry> journal) {
        boolean registered = journal.stream()
                .anyMatch(entry ->
                        entry.step().equals(Registering.REGISTER) && entry.kind() == JournalEntry.Kind.OUTCOME);
        return new OpenIntents(
                open(journal, WindowCopying.SUSPEND), open(journal, BackupModeCopying.BACKUP_MODE), registered);
    }

    private static Optional<String> open(List<JournalEntry> journal, String step) {
        Optional<String> open = Optional.empty();
        for (JournalEntry entry : journal) {
            if (entry.step().equals(step)) {
                open = entry.kind() == JournalEntry.Kind.INTENT ? Optional.of(entry.data()) : Optional.empty();
            }
        }
        return open;
    }

    boolean suspended() {
        return suspend.isPresent();
    }
}
