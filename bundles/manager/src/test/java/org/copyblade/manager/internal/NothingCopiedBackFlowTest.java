package org.copyblade.manager.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.copyblade.api.BackupId;
import org.copyblade.api.Outcome;
import org.copyblade.api.Phase;
import org.copyblade.api.Run;
import org.copyblade.api.RunId;
import org.copyblade.blade.memory.Behaviour;
import org.copyblade.manager.internal.rig.CrashPoints;
import org.copyblade.manager.internal.rig.CrashPoints.Point;
import org.copyblade.manager.internal.rig.ManagerRig;
import org.copyblade.system.memory.SystemFaults;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a restore that copies nothing back does to a system that is down already. */
class NothingCopiedBackFlowTest {

    private final ManagerRig rig = new ManagerRig(Behaviour.snapshots("array"));

    @AfterEach
    void close() {
        rig.close();
    }

    private void load(int commits) {
        for (int i = 0; i < commits; i++) {
            rig.server.commit();
        }
    }

    private Run restore(BackupId id, boolean undo) throws Exception {
        return rig.ended(rig.restores().start(id, undo));
    }

    private Run failInRecover(BackupId id) throws Exception {
        rig.server.faults().next(SystemFaults.Step.RECOVER, SystemFaults.Fault.REFUSED);
        Run failed = restore(id, true);
        assertThat(failed.outcome()).contains(Outcome.FAILED);
        assertThat(failed.phase()).isEqualTo(Phase.RECOVER);
        return failed;
    }

    private void assertStaysDown(Run next, BackupId id, Run failed) {
        assertThat(next.outcome()).isPresent().isNotEqualTo(Optional.of(Outcome.COMPLETE));
        assertThat(next.message()).contains("bank stays down, as run " + failed.id() + " has left it half copied back");
        assertThat(next.hint())
                .isEqualTo("run slb:restore " + id + " --yes again, or slb:undo " + failed.id() + " --yes");
        assertThat(rig.server.isRunning()).isFalse();
        assertThat(rig.server.startedByStranger()).isFalse();
    }

    private BackupId copyInBackupMode() throws Exception {
        load(20);
        Run run = rig.backUp(Map.of("consistency", "backup-mode"));
        load(7);
        return run.backup().orElseThrow();
    }

    @Test
    void runAfterARestoreThatIsHalfDone_startsNothing_ifItCannotWriteDownThatItStops() throws Exception {
        BackupId id = copyInBackupMode();
        Run failed = failInRecover(id);
        rig.catalog.refuseNext(run -> run.phase() == Phase.STOP);

        assertStaysDown(restore(id, false), id, failed);

        Run undo = rig.ended(rig.restores().undo(failed.id()));
        assertThat(undo.outcome()).as(undo.message()).contains(Outcome.COMPLETE);
        assertThat(rig.server.last()).isEqualTo(27);
    }

    @Test
    void runAfterARestoreThatIsHalfDone_startsNothing_ifItsIntentCannotBeWrittenDown() throws Exception {
        BackupId id = copyInBackupMode();
        Run failed = failInRecover(id);
        rig.catalog.refuseNext(run -> run.phase() == Phase.RESTORE);

        assertStaysDown(restore(id, false), id, failed);
        assertThat(restore(id, false).outcome()).contains(Outcome.COMPLETE);
        assertThat(rig.server.last()).isEqualTo(20);
    }

    @Test
    void undoOfARestoreThatIsHalfDone_startsNothing_ifItIsCancelled() throws Exception {
        BackupId id = copyInBackupMode();
        Run failed = failInRecover(id);
        rig.points().when("before system.stop", this::cancelAll);

        Run undo = rig.ended(rig.restores().undo(failed.id()));

        assertThat(undo.outcome()).contains(Outcome.CANCELLED);
        assertStaysDown(undo, id, failed);
    }

    private void cancelAll() {
        try {
            for (Run run : rig.catalog.openRuns()) {
                rig.runs().cancel(run.id());
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void runAfterARestoreThatIsHalfDone_startsNothing_ifItsManagerDiesWhileItStops() throws Exception {
        BackupId id = copyInBackupMode();
        Run failed = failInRecover(id);

        assertStaysDown(killedAt("after system.stop", id), id, failed);
        assertThat(restore(id, false).outcome()).contains(Outcome.COMPLETE);
        assertThat(rig.server.last()).isEqualTo(20);
    }

    @Test
    void runWhoseManagerDiesBeforeItStopsAnything_startsNothing() throws Exception {
        BackupId id = copyInBackupMode();
        rig.server.stoppedByStranger();

        Run run = killedAt("before blade.planRestore", id);

        assertThat(run.phase()).isEqualTo(Phase.VALIDATE);
        assertThat(run.outcome()).contains(Outcome.FAILED);
        assertThat(run.message()).contains("the manager ended before anything was copied back");
        assertThat(rig.server.isRunning()).isFalse();
    }

    @Test
    void runThatHasTakenItsIntentBack_copiesNothingBack_ifItsManagerDiesAfterTheSystemWasStartedAgain()
            throws Exception {
        BackupId id = copyInBackupMode();
        rig.close();
        rig.restart(CrashPoints.at(new Point("after system.start", 1), rig.server::managerDied));
        rig.catalog.refuseNext(run -> run.phase() == Phase.RESTORE);
        RunId run = rig.restores().start(id, false);
        rig.settle();
        assertThat(rig.points().isDead()).isTrue();
        load(1);
        rig.close();
        rig.restart(CrashPoints.none());
        rig.settle();

        assertThat(rig.runs().get(run).outcome()).contains(Outcome.FAILED);
        assertThat(rig.server.isRunning()).isTrue();
        assertThat(rig.server.last()).isEqualTo(28);
    }

    @Test
    void runThatHasTakenItsIntentBack_isNotInItsOwnWay_ifItsManagerDiesBeforeTheSystemIsStartedAgain()
            throws Exception {
        BackupId id = copyInBackupMode();
        rig.catalog.refuseNext(run -> run.phase() == Phase.RESTORE);

        Run run = killedAt("before system.start", id);

        assertThat(run.outcome()).contains(Outcome.FAILED);
        assertThat(rig.server.isRunning()).isTrue();
        assertThat(rig.server.last()).isEqualTo(27);
    }

    /** A restore whose intent is durable and that does not know it, while the catalog takes nothing any more. */
    private RunId withItsIntentLost(BackupId id) throws Exception {
        rig.catalog.fullOnceTaken(run -> run.phase() == Phase.RESTORE);
        RunId run = rig.restores().start(id, false);
        long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (!rig.runs().get(run).message().contains("stays down until") && end - System.nanoTime() > 0) {
            Thread.sleep(1);
        }
        assertThat(rig.runs().get(run).message())
                .contains(
                        "bank stays down until it can be written down that nothing was copied back: the disk is full");
        assertThat(rig.server.isRunning()).isFalse();
        return run;
    }

    @Test
    void runThatCannotTakeItsIntentBack_startsTheSystemOnceItCan() throws Exception {
        BackupId id = copyInBackupMode();
        RunId run = withItsIntentLost(id);
        rig.catalog.full(false);

        assertThat(rig.ended(run).outcome()).contains(Outcome.FAILED);
        assertThat(rig.server.isRunning()).isTrue();
        load(1);
        rig.close();
        rig.restart(CrashPoints.none());
        rig.settle();
        assertThat(rig.server.last()).isEqualTo(28);
    }

    @Test
    void runThatCannotTakeItsIntentBack_leavesTheSystemDownToTheNextManager() throws Exception {
        BackupId id = copyInBackupMode();
        RunId run = withItsIntentLost(id);
        rig.close();
        assertThat(rig.server.isRunning()).isFalse();
        rig.catalog.full(false);
        rig.restart(CrashPoints.none());
        rig.settle();

        assertThat(rig.runs().get(run).outcome()).contains(Outcome.COMPLETE);
        assertThat(rig.server.isRunning()).isTrue();
        assertThat(rig.server.last()).isEqualTo(20);
    }

    @Test
    void runWhoseIntentIsKnownNotToBeWrittenDown_startsTheSystemAtOnce() throws Exception {
        BackupId id = copyInBackupMode();
        rig.points().when("after system.stop", () -> rig.catalog.full(true));

        assertThat(restore(id, false).outcome()).contains(Outcome.FAILED);

        assertThat(rig.server.isRunning()).isTrue();
        load(1);
        rig.catalog.full(false);
        rig.close();
        rig.restart(CrashPoints.none());
        rig.settle();
        assertThat(rig.server.last()).isEqualTo(28);
    }

    /** The run of a restore as the next manager has settled it. */
    private Run killedAt(String point, BackupId id) throws Exception {
        rig.close();
        rig.restart(CrashPoints.at(new Point(point, 1), rig.server::managerDied));
        RunId run = rig.restores().start(id, false);
        rig.settle();
        rig.close();
        rig.restart(CrashPoints.none());
        rig.settle();
        return rig.runs().get(run);
    }
}
