package org.copyblade.manager.internal.restore;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.copyblade.api.Backup;
import org.copyblade.api.BackupId;
import org.copyblade.api.Consistency;
import org.copyblade.api.RunId;
import org.copyblade.blade.spi.CopyMember;
import org.copyblade.manager.internal.system.Today;
import org.copyblade.system.spi.DataSet;
import org.copyblade.system.spi.Epoch;
import org.copyblade.system.spi.SystemLayout;
import org.junit.jupiter.api.Test;

class LossesTest {

    private static final Instant THEN = Instant.parse("2026-01-01T10:00:00.123456789Z");
    private static final Instant NOW = Instant.parse("2026-01-01T10:05:30Z");

    @Test
    void whatWasMadeOrMovedSinceTheBackup_isListed() {
        SystemLayout then = layout(List.of("/data/old.txt"), "data=/data", "fast=/ssd");
        SystemLayout now = layout(List.of("/data/old.txt", "/data/new.txt"), "data=/data", "fast=/nvme", "young=/disk");

        assertThat(losses(then, new Today(Optional.of(now), "")))
                .containsExactly(
                        "everything that shop wrote since " + local("2026-01-01 10:00:00") + " (5 minutes)",
                        "data set fast moved since the backup: it comes back in /ssd, and what is in /nvme is not used any"
                                + " more",
                        "data set young in /disk, made since the backup: shop will not know it any more",
                        "foreign data as it is now: /data/old.txt, which goes back to the time of the backup",
                        "foreign data that is not in the backup: /data/new.txt");
    }

    @Test
    void systemThatCannotBeSeen_isListedAsOfTheBackupAndSaysSo() {
        SystemLayout then = layout(List.of("/data/old.txt"), "data=/data");

        assertThat(losses(then, new Today(Optional.empty(), "PG-DOWN nothing answers")))
                .containsExactly(
                        "everything that shop wrote since " + local("2026-01-01 10:00:00") + " (5 minutes)",
                        "perhaps more: what is there today cannot be seen (PG-DOWN nothing answers), so the rest of this"
                                + " list is as of the backup",
                        "foreign data as it is now: /data/old.txt");
    }

    @Test
    void gateThatIsShut_hasOneNameForBladesAndSystems() {
        assertThat(DataSet.SHUT).isEqualTo(CopyMember.SHUT);
    }

    /** What a clock here shows at this time of the zone UTC. */
    private static String local(String utc) {
        return LocalDateTime.parse(utc.replace(' ', 'T'))
                .atZone(ZoneOffset.UTC)
                .withZoneSameInstant(ZoneId.systemDefault())
                .format(DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss"));
    }

    private static List<String> losses(SystemLayout then, Today today) {
        Backup backup = new Backup(
                BackupId.of(1),
                RunId.of(1),
                "nightly",
                "shop",
                Backup.State.COMPLETE,
                "",
                Consistency.LOG_SUSPEND,
                1,
                THEN,
                Optional.of(THEN),
                OptionalLong.empty(),
                "",
                Optional.empty(),
                false,
                List.of());
        return new Losses(backup, then).of(today, NOW);
    }

    private static SystemLayout layout(List<String> foreign, String... dataSets) {
        List<DataSet> sets = new ArrayList<>();
        for (String dataSet : dataSets) {
            String[] parts = dataSet.split("=");
            sets.add(DataSet.tree(parts[0], DataSet.Role.DATABASE, parts[1], List.of(), Optional.empty()));
        }
        return new SystemLayout(true, "15", List.of("shop"), new Epoch("1/1"), sets, foreign, List.of());
    }
}
