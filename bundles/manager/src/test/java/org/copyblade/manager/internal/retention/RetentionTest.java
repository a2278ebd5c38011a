package org.copyblade.manager.internal.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.copyblade.api.Backup;
import org.copyblade.api.BackupId;
import org.copyblade.manager.internal.rig.Backups;
import org.junit.jupiter.api.Test;

class RetentionTest {

    private static final Instant NOW = Instant.parse("2026-01-10T00:00:00Z");
    private static final Retention.Untouchable NOTHING = new Retention.Untouchable(Set.of(), Set.of());

    /** B5 of five days ago to B1 of nine days ago. */
    private static List<Backup> five() {
        return LongStream.of(5, 4, 3, 2, 1)
                .mapToObj(number -> Backups.complete(number, NOW.minus(Duration.ofDays(10 - number))))
                .toList();
    }

    private static List<String> expired(
            List<Backup> backups, Integer count, Integer days, Retention.Untouchable untouchable) {
        return Retention.toExpire(
                        backups,
                        Optional.ofNullable(count),
                        Optional.ofNullable(days).map(Duration::ofDays),
                        NOW,
                        untouchable)
                .stream()
                .map(backup -> backup.id().value())
                .toList();
    }

    @Test
    void withoutCountAndAge_nothingGoes() {
        assertThat(expired(five(), null, null, NOTHING)).isEmpty();
    }

    @Test
    void count_keepsTheNewest_andTheRestGoesOldestFirst() {
        assertThat(expired(five(), 2, null, NOTHING)).containsExactly("B1", "B2", "B3");
        assertThat(expired(five(), 5, null, NOTHING)).isEmpty();
    }

    @Test
    void count_goesByTheOrderOfTheCatalog_notByNumbers() {
        List<Backup> rebuilt = List.of(
                Backups.complete(1, NOW),
                Backups.complete(2, NOW.minus(Duration.ofDays(1))),
                Backups.complete(3, NOW.minus(Duration.ofDays(2))));
        assertThat(expired(rebuilt, 1, null, NOTHING)).containsExactly("B3", "B2");
    }

    @Test
    void age_isCountedFromThePointInTime_andItsLastDayIsKept() {
        assertThat(expired(five(), null, 7, NOTHING)).containsExactly("B1", "B2");
    }

    @Test
    void eitherCountOrAge_isEnough() {
        assertThat(expired(five(), 4, 8, NOTHING)).containsExactly("B1");
        assertThat(expired(five(), 3, 8, NOTHING)).containsExactly("B1", "B2");
        assertThat(expired(five(), 4, 6, NOTHING)).containsExactly("B1", "B2", "B3");
    }

    @Test
    void lastGood_inUse_andHeld_neverGo() {
        Retention.Untouchable untouchable = new Retention.Untouchable(Set.of(BackupId.of(1)), Set.of(BackupId.of(2)));
        assertThat(expired(five(), 1, 1, untouchable)).containsExactly("B3", "B4", "B5");
        List<Backup> held = five().stream().map(backup -> backup.withHeld(true)).toList();
        assertThat(expired(held, 1, 1, NOTHING)).isEmpty();
    }

    @Test
    void onlyCompleteBackups_countAndGo() {
        List<Backup> mixed = five().stream()
                .map(backup -> backup.id().number() == 5 ? backup.withState(Backup.State.LOST, "away") : backup)
                .toList();
        assertThat(expired(mixed, 2, null, NOTHING)).containsExactly("B1", "B2");
    }
}
