package org.copyblade.manager.internal.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.copyblade.api.Backup;
import org.copyblade.api.BackupId;
import org.copyblade.manager.internal.profile.BackupOptions;
import org.copyblade.manager.internal.rig.Backups;
import org.junit.jupiter.api.Test;

class UntouchableTest {

    private static final Backup BACKUP = Backups.complete(7, Instant.EPOCH);
    private static final Untouchable NOTHING = new Untouchable(Set.of(), Set.of());

    private static BackupOptions options(String generations) {
        return BackupOptions.of(
                "nightly", Map.of("system", "bank", "blade", "memory", "protected.generations", generations));
    }

    @Test
    void lastGood_inUse_held_andProtectedGenerations_areKept() {
        BackupOptions plain = options("");
        assertThat(NOTHING.has(plain, BACKUP)).isFalse();
        assertThat(new Untouchable(Set.of(BackupId.of(7)), Set.of()).has(plain, BACKUP))
                .isTrue();
        assertThat(new Untouchable(Set.of(), Set.of(BackupId.of(7))).has(plain, BACKUP))
                .isTrue();
        assertThat(NOTHING.has(plain, BACKUP.withHeld(true))).isTrue();
        assertThat(NOTHING.has(options("1"), BACKUP)).isTrue();
        assertThat(NOTHING.has(options("2"), BACKUP)).isFalse();
        assertThat(new Untouchable(Set.of(BackupId.of(8)), Set.of(BackupId.of(9))).has(plain, BACKUP))
                .isFalse();
    }
}
