package org.copyblade.manager.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.copyblade.api.Backup;
import org.copyblade.api.BackupId;
import org.copyblade.api.CopyStatus;
import org.copyblade.api.CopyStatus.Stage;
import org.copyblade.api.CopybladeException;
import org.copyblade.api.ErrorCode;
import org.copyblade.api.Outcome;
import org.copyblade.api.Run;
import org.copyblade.api.RunId;
import org.copyblade.blade.memory.Behaviour;
import org.copyblade.catalog.Change;
import org.copyblade.catalog.StoredBackup;
import org.copyblade.manager.internal.rig.CrashPoints;
import org.copyblade.manager.internal.rig.ManagerRig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How far the copies of a COMPLETE backup are. */
@Timeout(60)
class CopyStatusFlowTest {

    private static final Behaviour PAIRS = Behaviour.pairs("array");

    private ManagerRig rig;

    @AfterEach
    void close() {
        rig.close();
    }

    private BackupId backUp(Behaviour behaviour) throws Exception {
        rig = new ManagerRig(behaviour);
        Run run = rig.backUp(Map.of());
        assertThat(run.outcome()).as(run.message()).contains(Outcome.COMPLETE);
        return run.backup().orElseThrow();
    }

    private CopyStatus onlyCopyOf(BackupId id) throws Exception {
        List<Backup.Copy> groups = rig.backups().get(id).copies();
        List<CopyStatus> copies = rig.backups().copies(id);
        assertThat(copies).hasSameSizeAs(groups);
        assertThat(copies).allSatisfy(copy -> assertThat(copy.stage())
                .isEqualTo(copies.get(0).stage()));
        assertThat(copies.get(0).group()).isEqualTo(groups.get(0).group());
        assertThat(copies.get(0).blade() + "@" + copies.get(0).endpoint()).isEqualTo("memory@array");
        return copies.get(0);
    }

    @Test
    void backupIsCompleteBeforeItsDataHasMoved_andItIsSaid() throws Exception {
        BackupId id = backUp(PAIRS.withBackgroundCopy(Duration.ofDays(1)));

        assertThat(rig.backups().get(id).state()).isEqualTo(Backup.State.COMPLETE);
        CopyStatus copy = onlyCopyOf(id);
        assertThat(copy.stage()).isEqualTo(Stage.COPYING);
        assertThat(copy.percent()).isEqualTo(OptionalInt.of(0));
        assertThat(copy.meaning()).isEqualTo("it is lost with its source until its background copy has ended");
    }

    @Test
    void copyThatHasEnded_isIndependent() throws Exception {
        BackupId id = backUp(PAIRS.withBackgroundCopy(Duration.ZERO));

        assertThat(onlyCopyOf(id).stage()).isEqualTo(Stage.COPIED);
    }

    @Test
    void snapshot_dependsOnItsSourceForEver() throws Exception {
        BackupId id = backUp(Behaviour.snapshots("array"));

        CopyStatus copy = onlyCopyOf(id);
        assertThat(copy.stage()).isEqualTo(Stage.DEPENDENT);
        assertThat(copy.percent()).isEmpty();
        assertThat(copy.meaning()).isEqualTo("it shares data with its source for ever, and is lost with it");
    }

    @Test
    void blade_thatIsNotThere_leavesItUnknown() throws Exception {
        BackupId id = backUp(PAIRS);
        rig.absent = Duration.ofMillis(10);
        rig.restart(CrashPoints.none());
        rig.removeBlade(0);

        CopyStatus copy = onlyCopyOf(id);
        assertThat(copy.stage()).isEqualTo(Stage.UNKNOWN);
        assertThat(copy.meaning()).contains("blade memory@array is not there");
    }

    @Test
    void ofADeletedBackup_noCopyIsLeft() throws Exception {
        BackupId old = backUp(PAIRS);
        rig.backUp(Map.of());
        RunId deletion = rig.backups().delete(old);
        assertThat(rig.ended(deletion).outcome()).contains(Outcome.COMPLETE);

        assertThat(rig.backups().copies(old)).isEmpty();
    }

    @Test
    void copyThatTheStorageHasNotAnyMore_isUnusable() throws Exception {
        BackupId old = backUp(PAIRS);
        rig.backUp(Map.of());
        StoredBackup complete = rig.catalog.backup(old).orElseThrow();
        assertThat(rig.ended(rig.backups().delete(old)).outcome()).contains(Outcome.COMPLETE);
        rig.catalog.commit(List.of(new Change.SaveBackup(complete)));

        CopyStatus copy = onlyCopyOf(old);
        assertThat(copy.stage()).isEqualTo(Stage.UNUSABLE);
        assertThat(copy.meaning()).startsWith("copy group " + copy.group());
    }

    @Test
    void whileARunWorksOnIt_itIsRefused() throws Exception {
        BackupId old = backUp(PAIRS.withBackgroundCopy(Duration.ofDays(1)));
        RunId waiting = rig.backups().start(ManagerRig.SYSTEM, Map.of("background.wait.s", "600"));
        BackupId next = new BackupId("B" + (old.number() + 1));
        Run run = rig.runs().get(waiting);
        while (!run.message().startsWith("waiting for the background copy")) {
            assertThat(run.outcome()).as(run.message()).isEmpty();
            run = rig.runs().await(run, Duration.ofSeconds(1));
        }

        assertThatThrownBy(() -> rig.backups().copies(next))
                .isInstanceOfSatisfying(CopybladeException.class, error -> assertThat(error.code())
                        .isEqualTo(ErrorCode.SYSTEM_BUSY));
        assertThat(onlyCopyOf(old).stage()).isEqualTo(Stage.COPYING);
        rig.runs().cancel(waiting);
        assertThat(rig.ended(waiting).outcome()).isPresent();
    }

    @Test
    void backupThatIsNone_isRefused() throws Exception {
        backUp(PAIRS);

        assertThatThrownBy(() -> rig.backups().copies(new BackupId("B99")))
                .isInstanceOfSatisfying(CopybladeException.class, error -> assertThat(error.code())
                        .isEqualTo(ErrorCode.BACKUP_UNKNOWN));
    }
}
