package org.copyblade.manager.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.copyblade.api.Backup;
import org.copyblade.api.BackupId;
import org.copyblade.api.BackupQuery;
import org.copyblade.api.CopybladeException;
import org.copyblade.api.ErrorCode;
import org.copyblade.api.Outcome;
import org.copyblade.api.RestorePlan;
import org.copyblade.api.Run;
import org.copyblade.api.RunId;
import org.copyblade.blade.memory.Behaviour;
import org.copyblade.manager.internal.rig.CrashPoints;
import org.copyblade.manager.internal.rig.CrashScene;
import org.copyblade.manager.internal.rig.ManagerRig;
import org.copyblade.manager.internal.run.Moments;
import org.copyblade.system.memory.SystemFaults;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an undo would do is shown before it is done, from the same copy that it brings back. */
class UndoPlanFlowTest {

    private final ManagerRig rig = new ManagerRig(Behaviour.snapshots("array"));

    @AfterEach
    void close() {
        rig.close();
    }

    private BackupId backUp() throws Exception {
        return CrashScene.complete(rig.backUp(Map.of())).backup().orElseThrow();
    }

    private Run restore(BackupId id, boolean undo) throws Exception {
        return rig.ended(rig.restores().start(id, undo));
    }

    private Backup undoCopy() throws Exception {
        return rig.backups().list(BackupQuery.NEWEST).stream()
                .filter(backup -> backup.profile().equals("undo:bank") && backup.state() == Backup.State.COMPLETE)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void plan_showsWhatIsCopiedBackAndLost_andChangesNothing() throws Exception {
        rig.server.commit();
        BackupId id = backUp();
        rig.server.commit();
        Run restore = CrashScene.complete(restore(id, true));
        rig.server.commit();
        rig.server.commit();
        long last = rig.server.last();
        List<Run> runs = rig.runs().list(100);
        List<Backup> backups = rig.backups().list(BackupQuery.NEWEST);

        RestorePlan plan = rig.restores().planUndo(restore.id());

        assertThat(plan.backup()).isEqualTo(undoCopy().id());
        assertThat(plan.system()).isEqualTo("bank");
        assertThat(plan.undoable()).isFalse();
        assertThat(plan.isPossible()).isTrue();
        assertThat(plan.steps())
                .startsWith("stop bank", "keep everybody from starting bank until it is ready")
                .endsWith("start bank and wait until it accepts work")
                .anyMatch(step -> step.contains(" back onto "));
        assertThat(plan.lost())
                .singleElement()
                .asString()
                .startsWith("everything that bank wrote since "
                        + Moments.shown(undoCopy().pointInTime().orElseThrow()));
        assertThat(rig.server.isRunning()).isTrue();
        assertThat(rig.server.last()).isEqualTo(last);
        assertThat(rig.runs().list(100)).isEqualTo(runs);
        assertThat(rig.backups().list(BackupQuery.NEWEST)).isEqualTo(backups);

        Run undo = CrashScene.complete(rig.ended(rig.restores().undo(restore.id())));
        assertThat(undo.backup()).contains(plan.backup());
        assertThat(rig.server.last()).isEqualTo(2);
    }

    @Test
    void planAfterARestoreThatIsHalfDone_isOfTheCopyThatItKeeps() throws Exception {
        BackupId id = backUp();
        rig.server.faults().next(SystemFaults.Step.RECOVER, SystemFaults.Fault.REFUSED);
        Run failed = restore(id, true);
        assertThat(failed.outcome()).contains(Outcome.FAILED);

        RestorePlan plan = rig.restores().planUndo(failed.id());

        assertThat(plan.backup()).isEqualTo(undoCopy().id());
        assertThat(plan.isPossible()).isTrue();
        assertThat(rig.server.isRunning()).isFalse();
        assertThat(rig.server.startedByStranger()).isFalse();
    }

    @Test
    void planOfAnUndoWhoseBladeIsGone_isRefusedAsThatOfARestore() throws Exception {
        rig.absent = Duration.ofMillis(1);
        rig.restart(CrashPoints.none());
        Run restore = CrashScene.complete(restore(backUp(), true));
        rig.removeBlade(0);

        assertRefused(restore.id(), ErrorCode.BLADE_ABSENT, "blade memory@array is not there");
    }

    @Test
    void planOfWhatCannotBeUndone_isRefusedAsTheUndoItself() throws Exception {
        RunId backup = rig.backUp(Map.of()).id();
        assertRefused(backup, ErrorCode.RESTORE_NOT_UNDOABLE, "run " + backup + " is no restore");
        assertRefused(new RunId("R99"), ErrorCode.RUN_UNKNOWN, "R99");
        RunId forGood = CrashScene.complete(restore(backUp(), false)).id();
        assertRefused(forGood, ErrorCode.RESTORE_NOT_UNDOABLE, "run " + forGood + " has no undo copy any more");
    }

    private void assertRefused(RunId run, ErrorCode code, String text) {
        assertThatThrownBy(() -> rig.restores().planUndo(run))
                .isInstanceOfSatisfying(CopybladeException.class, error -> assertThat(error.code())
                        .isEqualTo(code))
                .hasMessageContaining(text);
    }
}
