package org.copyblade.manager.internal.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.copyblade.api.Consistency;
import org.copyblade.blade.spi.CopyPolicy;
import org.copyblade.manager.internal.blade.BladeName;
import org.copyblade.manager.internal.profile.BackupOptions.OnFinding;
import org.junit.jupiter.api.Test;

class BackupOptionsTest {

    private static final Map<String, String> LEAST = Map.of("system", "pg", "blade", "reflink");

    @Test
    void builtInValues_areThoseOfTheReference() {
        BackupOptions options = BackupOptions.of("nightly", LEAST);
        assertThat(options.profile()).isEqualTo("nightly");
        assertThat(options.system()).isEqualTo("pg");
        assertThat(options.blades()).containsExactly("reflink");
        assertThat(options.bladeOfDataSet()).isEmpty();
        assertThat(options.consistency()).isEqualTo(Consistency.LOG_SUSPEND);
        assertThat(options.generations()).isEqualTo(2);
        assertThat(options.overwriteLast()).isFalse();
        assertThat(options.suspendLimit()).isEqualTo(Duration.ofSeconds(5));
        assertThat(options.settleLimit()).isEqualTo(Duration.ofMinutes(1));
        assertThat(options.dirtyBytesBound()).isEqualTo(64L << 20);
        assertThat(options.prepareLimit()).isEqualTo(Duration.ofHours(1));
        assertThat(options.copyLimit()).isEqualTo(Duration.ofHours(6));
        assertThat(options.foreignData()).isEqualTo(OnFinding.WARN);
        assertThat(options.preventRevalidation()).isFalse();
        assertThat(options.verifyAfter()).isFalse();
        assertThat(options.keepCount()).isEmpty();
        assertThat(options.keepAge()).isEmpty();
        assertThat(options.overdueAfter()).isEmpty();
        assertThat(options.manifestDirectory()).isEmpty();
        assertThat(options.schedule()).isEmpty();
        assertThat(options.scheduleZone()).isEqualTo(ZoneId.systemDefault());
        assertThat(options.scheduleCatchup()).isFalse();
    }

    @Test
    void builtInPolicy_isThatOfTheBladeContract() {
        assertThat(BackupOptions.of("nightly", LEAST).policy(new BladeName("reflink", "")))
                .usingRecursiveComparison()
                .isEqualTo(CopyPolicy.builder().generations(2).build());
    }

    @Test
    void setValues_areTyped() {
        Map<String, String> set = new HashMap<>(LEAST);
        set.put("blade.of.data.set", "wal = btrfs, data=reflink");
        set.put("keep.count", "7");
        set.put("keep.age.days", "14");
        set.put("overdue.after.hours", "26");
        set.put("manifest.directory", "/srv/manifests");
        set.put("schedule", "0 2 * * *");
        set.put("schedule.zone", "Europe/Berlin");
        set.put("dirty.bound.mib", "8");
        set.put("copy.pace", "3");
        set.put("fast.replication", "required");
        set.put("background.copy", "nocopy");
        set.put("mirrored.target", "preserve-required");
        set.put("targets", "a:b, c:d");
        BackupOptions options = BackupOptions.of("nightly", set);
        assertThat(options.bladeOfDataSet())
                .containsExactlyInAnyOrderEntriesOf(Map.of("wal", "btrfs", "data", "reflink"));
        assertThat(options.keepCount()).isEqualTo(Optional.of(7));
        assertThat(options.keepAge()).contains(Duration.ofDays(14));
        assertThat(options.overdueAfter()).contains(Duration.ofHours(26));
        assertThat(options.manifestDirectory()).contains("/srv/manifests");
        assertThat(options.schedule()).get().hasToString("0 2 * * *");
        assertThat(options.scheduleZone()).isEqualTo(ZoneId.of("Europe/Berlin"));
        assertThat(options.dirtyBytesBound()).isEqualTo(8L << 20);
        CopyPolicy policy = options.policy(new BladeName("reflink", "host"));
        assertThat(policy.copyPace()).hasValue(3);
        assertThat(policy.fastReplication()).isEqualTo(CopyPolicy.FastReplication.REQUIRED);
        assertThat(policy.backgroundCopy()).isEqualTo(CopyPolicy.BackgroundCopy.NOCOPY);
        assertThat(policy.mirroredTarget()).isEqualTo(CopyPolicy.MirroredTarget.PRESERVE_REQUIRED);
        assertThat(policy.targets()).containsExactly("a:b", "c:d");
        assertThat(options).isEqualTo(BackupOptions.of("nightly", set)).isNotEqualTo(BackupOptions.of("x", set));
    }

    @Test
    void snapshot_holdsEveryOption() {
        List<String> snapshot = BackupOptions.of("nightly", LEAST).snapshot();
        assertThat(snapshot)
                .isSorted()
                .contains("profile=nightly", "generations=2", "suspend.limit.ms=5000")
                .hasSize(Options.all().size() + 1);
    }

    @Test
    void aDataSetGoesByItsOwnBlade_orByThoseOfAllOthers() {
        BackupOptions options = BackupOptions.of(
                "nightly", Map.of("system", "pg", "blade", "pairs, snaps@one", "blade.of.data.set", "wal=btrfs"));
        assertThat(options.blades()).containsExactly("pairs", "snaps@one");
        assertThat(options.bladesOf("wal")).containsExactly("btrfs");
        assertThat(options.bladesOf("data")).containsExactly("pairs", "snaps@one");
    }

    @Test
    void whatIsSaidOfABlade_goesBeforeWhatIsSaidOfAll_andTheEndpointBeforeTheName() {
        BackupOptions options = BackupOptions.of(
                "nightly",
                Map.of(
                        "system", "pg",
                        "blade", "timefinder, shadowimage",
                        "incremental", "end",
                        "incremental.of.blade", "timefinder=yes, timefinder@two = no",
                        "method.of.blade", "timefinder = clone",
                        "target.pool.of.blade", "shadowimage=0A00-0A0F 0B00"));
        BladeName one = new BladeName("timefinder", "one");
        BladeName two = new BladeName("timefinder", "two");
        BladeName other = new BladeName("shadowimage", "one");
        assertThat(options.policy(one).incremental()).isEqualTo(CopyPolicy.Incremental.YES);
        assertThat(options.policy(two).incremental()).isEqualTo(CopyPolicy.Incremental.NO);
        assertThat(options.policy(other).incremental()).isEqualTo(CopyPolicy.Incremental.END);
        assertThat(options.policy(two).method()).isEqualTo("clone");
        assertThat(options.policy(other).method()).isEmpty();
        assertThat(options.policy(other).targetPool()).isEqualTo("0A00-0A0F 0B00");
        assertThat(options.saidOf(two)).containsExactly("method=clone", "incremental=no");
        assertThat(options.saidOf(new BladeName("flashcopy", "one"))).isEmpty();
        assertThat(options.bladesNamed())
                .containsExactlyInAnyOrder(new BladeName("timefinder", ""), two, new BladeName("shadowimage", ""));
    }

    @Test
    void backupKeepsWhatItWasMadeWith_perBlade_andOneOfAnOlderVersionGoesByTheOptionsOfAll() {
        BladeName blade = new BladeName("timefinder", "one");
        Map<String, String> set = Map.of(
                "system", "pg", "blade", "timefinder", "method", "snapvx", "method.of.blade", "timefinder=clone");
        List<String> snapshot = BackupOptions.of("nightly", set).snapshot();
        assertThat(BladePolicy.of(blade, "nightly", snapshot).method()).isEqualTo("clone");
        assertThat(BladePolicy.saidOf(blade, "nightly", snapshot)).containsExactly("method=clone");

        List<String> older =
                snapshot.stream().filter(line -> !line.contains(".of.blade=")).toList();
        assertThat(BladePolicy.of(blade, "nightly", older).method()).isEqualTo("snapvx");
        assertThat(BladePolicy.saidOf(blade, "nightly", older)).isEmpty();
    }

    @Test
    void undoCopy_goesByTheMethodOfEachBlade_butRecordsNoChanges() {
        BladeName blade = new BladeName("timefinder", "one");
        BackupOptions undo = BackupOptions.of(
                        "nightly",
                        Map.of(
                                "system", "pg",
                                "blade", "timefinder",
                                "method.of.blade", "timefinder=clone",
                                "incremental.of.blade", "timefinder=yes",
                                "undo.target.pool.of.blade", "timefinder@one=0100-010F"))
                .forUndo();
        assertThat(undo.policy(blade).method()).isEqualTo("clone");
        assertThat(undo.policy(blade).incremental()).isEqualTo(CopyPolicy.Incremental.NO);
        assertThat(undo.undoTargetPool(blade)).isEqualTo("0100-010F");
        assertThat(undo.undoTargetPool(new BladeName("timefinder", "two"))).isEmpty();
    }

    @Test
    void whatIsNoOption_isRefused() {
        assertThatThrownBy(() -> BackupOptions.of("nightly", Map.of("system", "pg")))
                .hasMessage("option blade cannot be ''");
        assertThatThrownBy(() -> BackupOptions.of("nightly", Map.of("system", "pg", "blade", "b", "x", "1")))
                .hasMessage("option x cannot be '1'");
    }
}
