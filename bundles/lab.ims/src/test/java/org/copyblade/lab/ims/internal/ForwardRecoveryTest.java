package org.copyblade.lab.ims.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.copyblade.lab.ims.Cases;
import org.copyblade.lab.ims.Finding;
import org.copyblade.lab.ims.internal.check.RecoveryCheck;
import org.copyblade.lab.ims.internal.data.Database;
import org.copyblade.lab.ims.internal.disk.VolumeSet;
import org.copyblade.lab.ims.internal.log.LogRecord;
import org.copyblade.lab.ims.internal.recovery.ForwardRecovery;
import org.copyblade.lab.ims.internal.recovery.MergedLogs;
import org.junit.jupiter.api.Test;

/** Data of a copy and the logs since give the state of any time, as those who did the work remember it. */
class ForwardRecoveryTest {
    private static final List<Long> SEEDS = Cases.seeds(100, 2);

    @Test
    void dataOfACopyAndLaterLogs_giveTheStateOfAnyTime() throws Exception {
        for (long seed : SEEDS) {
            try (SimulatedGroup group = new SimulatedGroup(seed).working(30)) {
                Copies.Made made = new Copies(group).suspended(3, 1_000_000_000L);
                group.worked(120);
                long until =
                        group.acknowledged.get(group.acknowledged.size() - 40).tod();
                assertThat(recovered(group, made, until, 0)).as("seed " + seed).isEmpty();
            }
        }
    }

    @Test
    void logThatIsMissing_isFound() throws Exception {
        try (SimulatedGroup group = new SimulatedGroup(3).working(30)) {
            Copies.Made made = new Copies(group).suspended(3, 1_000_000_000L);
            group.worked(120);
            long until = group.acknowledged.get(group.acknowledged.size() - 1).tod();
            assertThat(recovered(group, made, until, 300)).isNotEmpty();
        }
    }

    @Test
    void databasesOfTheCopyAlone_areNotTheStateOfALaterTime() throws Exception {
        try (SimulatedGroup group = new SimulatedGroup(4).working(30)) {
            Copies.Made made = new Copies(group).suspended(3, 1_000_000_000L);
            group.worked(50);
            Map<String, Database> databases =
                    Database.openAll(VolumeSet.of(SimulatedGroup.hosts(made.volumes())), SimulatedGroup.SEED.prefix());
            assertThat(RecoveryCheck.check(databases, group.acknowledged, Long.MAX_VALUE))
                    .isNotEmpty();
        }
    }

    /** @param lost so many of the newest log records are left out */
    private static List<Finding> recovered(SimulatedGroup group, Copies.Made made, long until, int lost) {
        Map<String, MemoryVolume> volumes = new TreeMap<>(group.copyAll());
        List.of("IMSDB1", "IMSDB2", "IMSDB3")
                .forEach(it -> volumes.put(it, made.volumes().get(it)));
        VolumeSet set = VolumeSet.of(SimulatedGroup.hosts(volumes));
        Map<String, Database> databases = Database.openAll(set, SimulatedGroup.SEED.prefix());
        List<LogRecord> merged = MergedLogs.read(
                set,
                SimulatedGroup.SEED.prefix(),
                group.group().shared().recon().via(set).read());
        ForwardRecovery recovery = new ForwardRecovery(merged.subList(0, merged.size() - lost), until);
        databases.values().forEach(recovery::recover);
        return RecoveryCheck.check(databases, group.acknowledged, until);
    }
}
