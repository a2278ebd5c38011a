package org.copyblade.manager.internal.settle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.copyblade.api.RunId;
import org.copyblade.catalog.JournalEntry;
import org.copyblade.manager.internal.window.BackupModeCopying;
import org.copyblade.manager.internal.window.WindowCopying;
import org.junit.jupiter.api.Test;

class OpenIntentsTest {

    private static JournalEntry intent(String step, String data) {
        return new JournalEntry(RunId.of(1), Instant.EPOCH, JournalEntry.Kind.INTENT, step, "bank", data);
    }

    private static JournalEntry outcome(String step) {
        return new JournalEntry(RunId.of(1), Instant.EPOCH, JournalEntry.Kind.OUTCOME, step, "bank", "");
    }

    @Test
    void emptyJournal_leavesNothingOpen() {
        OpenIntents open = OpenIntents.of(List.of());
        assertThat(open.suspended()).isFalse();
        assertThat(open.backupMode()).isEmpty();
    }

    @Test
    void intentWithoutOutcome_isOpen_withItsToken() {
        OpenIntents open = OpenIntents.of(List.of(intent(WindowCopying.SUSPEND, "token")));
        assertThat(open.suspended()).isTrue();
        assertThat(open.suspend()).contains("token");
        assertThat(open.backupMode()).isEmpty();
    }

    @Test
    void outcome_closesItsOwnStepOnly() {
        assertThat(OpenIntents.of(List.of(intent(WindowCopying.SUSPEND, "t"), outcome(WindowCopying.SUSPEND)))
                        .suspended())
                .isFalse();
        OpenIntents open = OpenIntents.of(List.of(
                intent(WindowCopying.SUSPEND, "t"),
                intent(BackupModeCopying.BACKUP_MODE, "b"),
                outcome(BackupModeCopying.BACKUP_MODE),
                outcome("something else")));
        assertThat(open.suspended()).isTrue();
        assertThat(open.backupMode()).isEmpty();
    }

    @Test
    void newestIntent_counts() {
        OpenIntents open = OpenIntents.of(List.of(
                intent(BackupModeCopying.BACKUP_MODE, ""),
                intent(BackupModeCopying.BACKUP_MODE, "newest"),
                intent(WindowCopying.SUSPEND, "old"),
                outcome(WindowCopying.SUSPEND),
                intent(WindowCopying.SUSPEND, "again")));
        assertThat(open.backupMode()).contains("newest");
        assertThat(open.suspend()).contains("again");
    }
}
