package org.copyblade.manager.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.copyblade.api.Backup;
import org.copyblade.api.BackupId;
import org.copyblade.api.Outcome;
import org.copyblade.api.Run;
import org.copyblade.blade.memory.Behaviour;
import org.copyblade.blade.memory.Faults;
import org.copyblade.manager.internal.rig.CrashPoints;
import org.copyblade.manager.internal.rig.CrashPoints.Point;
import org.copyblade.manager.internal.rig.ManagerRig;
import org.copyblade.system.memory.SystemFaults;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Restores of a system without a bar that somebody starts and stops again between two of its groups. */
class RanMeanwhileFlowTest {

    private static final Behaviour LOG = Behaviour.jobs("log");
    private static final Behaviour KEPT = Behaviour.jobs("data");
    private static final Behaviour USED_UP = Behaviour.pairs("data");

    /** A restore by jobs or pairs answers twice: that it is under way, and that it is done. */
    private static final String DATA = "after data.restore";

    private static final int DONE = 2;

    private ManagerRig rig;

    @AfterEach
    void close() {
        rig.close();
    }

    private BackupId backUp(Behaviour data, boolean bar) throws Exception {
        rig = new ManagerRig(List.of(LOG, data));
        if (!bar) {
            rig.server.withoutGate();
            rig.upgradeSystem();
        }
        for (int i = 0; i < 10; i++) {
            rig.server.commit();
        }
        Run run = rig.backUp(Map.of());
        assertThat(run.outcome()).as(run.message() + run.findings()).contains(Outcome.COMPLETE);
        rig.server.commit();
        return run.backup().orElseThrow();
    }

    /** Of two volumes with data in one group, copied back one after the other. */
    private BackupId backUpOfTwo() throws Exception {
        rig = new ManagerRig(LOG, KEPT, 2);
        rig.close();
        rig.server.withoutGate();
        rig.stepping = true;
        rig.restart(CrashPoints.none());
        work(20);
        Run run = rig.backUp(Map.of());
        assertThat(run.outcome()).as(run.message() + run.findings()).contains(Outcome.COMPLETE);
        work(7);
        return run.backup().orElseThrow();
    }

    private void work(int commits) {
        for (int i = 0; i < commits; i++) {
            rig.server.commit();
        }
    }

    private void somebodyWorksOnBoth() {
        rig.server.forcedByStranger();
        work(33);
        rig.server.stoppedByStranger();
    }

    /** Volumes with data that this manager has copied back. */
    private int restores() {
        return (int) rig.points().trace().stream()
                .filter(point -> point.name().equals("before data.restore"))
                .count();
    }

    @Test
    void groupThatIsHalfBack_isCopiedBackAnew_ifTheSystemHasRunSinceItFailed() throws Exception {
        BackupId id = backUpOfTwo();
        AtomicInteger steps = new AtomicInteger();
        rig.points().when("before data.restore", () -> {
            if (steps.incrementAndGet() == 2) {
                rig.storages.get(1).faults().always(Faults.Step.RESTORE, Faults.Fault.REFUSED);
            }
        });
        assertThat(restore(id).outcome()).contains(Outcome.FAILED);
        rig.storages.get(1).faults().clear();
        somebodyWorksOnBoth();
        int before = restores();

        assertThat(restore(id).outcome()).contains(Outcome.COMPLETE);

        assertThat(restores() - before).isEqualTo(2);
        assertThat(rig.server.last()).isEqualTo(20);
    }

    @Test
    void groupThatIsHalfBack_isCopiedBackAnew_ifTheSystemHasRunSinceTheManagerDied() throws Exception {
        BackupId id = backUpOfTwo();
        dyingAt(new Point("before data.restore", 2), id);
        somebodyWorksOnBoth();

        goOn();

        assertThat(restores()).isEqualTo(2);
        assertThat(rig.server.last()).isEqualTo(20);
    }

    /** The control: nobody comes between. */
    @Test
    void groupThatIsHalfBack_isCopiedBackFurther_ifTheManagerDiedOnly() throws Exception {
        BackupId id = backUpOfTwo();
        dyingAt(new Point("before data.restore", 2), id);

        goOn();

        assertThat(restores()).isEqualTo(1);
        assertThat(rig.server.last()).isEqualTo(20);
    }

    private Run restore(BackupId id) throws Exception {
        return rig.ended(rig.restores().start(id, false));
    }

    private void onceTheDataIsBack(Runnable meanwhile) {
        AtomicInteger answers = new AtomicInteger();
        rig.points().when(DATA, () -> {
            if (answers.incrementAndGet() == DONE) {
                meanwhile.run();
            }
        });
    }

    private void somebodyWorks() {
        assertThat(rig.server.startedByStranger()).isTrue();
        rig.server.commit();
        rig.server.stoppedByStranger();
    }

    /** Dies when the data is back and that is written down, before the log is asked whether the system ran. */
    private void dyingWhenTheDataIsBack(BackupId id) throws Exception {
        dyingAt(new Point("before system.position", 2), id);
    }

    private void dyingAt(Point point, BackupId id) throws Exception {
        rig.close();
        rig.restart(CrashPoints.at(point, () -> rig.server.managerDied()));
        rig.settle();
        rig.restores().start(id, false);
        rig.settle();
        assertThat(rig.points().isDead()).isTrue();
        rig.close();
    }

    private void goOn() throws Exception {
        rig.restart(CrashPoints.none());
        rig.settle();
    }

    @Test
    void whatSomebodyWroteOntoACopyThatIsUsedUp_isNeverCalledRestored() throws Exception {
        BackupId id = backUp(USED_UP, false);
        onceTheDataIsBack(this::somebodyWorks);

        Run failed = restore(id);

        assertThat(failed.outcome()).as(failed.message()).contains(Outcome.FAILED);
        assertThat(failed.message())
                .contains("was started by somebody while run " + failed.id() + " was copying it back")
                .contains("it stopped at 11, now it is at 12");
        assertThat(rig.backups().get(id).state()).isEqualTo(Backup.State.UNUSABLE);
        assertThat(rig.points().trace()).noneMatch(point -> point.name().equals("before log.restore"));
    }

    /** The control: nobody comes between. */
    @Test
    void systemThatStaysDown_isRestored() throws Exception {
        BackupId id = backUp(USED_UP, false);

        Run run = restore(id);

        assertThat(run.outcome()).as(run.message()).contains(Outcome.COMPLETE);
        assertThat(rig.server.last()).isEqualTo(10);
    }

    @Test
    void whereAllCanBeCopiedBackOnceMore_theRestoreFails_andIsRepeated() throws Exception {
        BackupId id = backUp(KEPT, false);
        onceTheDataIsBack(this::somebodyWorks);

        Run failed = restore(id);
        assertThat(failed.outcome()).as(failed.message()).contains(Outcome.FAILED);
        assertThat(failed.message()).contains("was started by somebody");
        assertThat(rig.backups().get(id).state()).isEqualTo(Backup.State.COMPLETE);

        rig.points().when(DATA, () -> {});
        Run run = restore(id);
        assertThat(run.outcome()).as(run.message()).contains(Outcome.COMPLETE);
        assertThat(rig.server.last()).isEqualTo(10);
    }

    @Test
    void managerThatDiedMeanwhile_findsItOutAfterItsRestart() throws Exception {
        BackupId id = backUp(USED_UP, false);
        dyingWhenTheDataIsBack(id);
        somebodyWorks();

        goOn();

        assertThat(rig.backups().get(id).state()).isEqualTo(Backup.State.UNUSABLE);
        assertThat(rig.points().trace()).noneMatch(point -> point.name().equals("before log.restore"));
    }

    @Test
    void managerThatDied_andCopiesAllBackOnceMore_needsNotFail() throws Exception {
        BackupId id = backUp(KEPT, false);
        dyingWhenTheDataIsBack(id);
        somebodyWorks();

        goOn();

        assertThat(rig.backups().get(id).state()).isEqualTo(Backup.State.COMPLETE);
        assertThat(rig.server.isRunning()).isTrue();
        assertThat(rig.server.last()).isEqualTo(10);
    }

    @Test
    void managerThatDiedWhileTheLogCameBack_asksItNoMore() throws Exception {
        BackupId id = backUp(USED_UP, false);
        dyingAt(new Point("before log.restore", DONE), id);

        goOn();

        assertThat(rig.points().trace()).noneMatch(point -> point.name().equals("before system.position"));
        assertThat(rig.server.isRunning()).isTrue();
        assertThat(rig.server.last()).isEqualTo(10);
    }

    @Test
    void managerThatDiedRightBeforeTheLogCameBack_asksIt() throws Exception {
        BackupId id = backUp(USED_UP, false);
        dyingAt(new Point("before log.restore", 1), id);
        somebodyWorks();

        goOn();

        assertThat(rig.backups().get(id).state()).isEqualTo(Backup.State.UNUSABLE);
        assertThat(rig.points().trace()).noneMatch(point -> point.name().equals("before log.restore"));
    }

    @Test
    void restoreThatGoesOnWhereAnotherFailed_knowsWhereTheSystemHadStopped() throws Exception {
        BackupId id = backUp(USED_UP, false);
        onceTheDataIsBack(() -> rig.server.faults().next(SystemFaults.Step.POSITION, SystemFaults.Fault.REFUSED));
        assertThat(restore(id).outcome()).contains(Outcome.FAILED);
        assertThat(rig.backups().get(id).state()).isEqualTo(Backup.State.COMPLETE);
        somebodyWorks();

        Run second = restore(id);

        assertThat(second.outcome()).as(second.message()).contains(Outcome.FAILED);
        assertThat(second.message()).contains("was started by somebody");
        assertThat(rig.backups().get(id).state()).isEqualTo(Backup.State.UNUSABLE);
    }

    /** A restore is for disasters: RECON may be what was lost. */
    @Test
    void logThatCannotBeRead_isNoReasonNotToRestoreIt() throws Exception {
        BackupId id = backUp(USED_UP, false);
        rig.server.faults().next(SystemFaults.Step.POSITION, SystemFaults.Fault.REFUSED);

        Run run = restore(id);

        assertThat(run.outcome()).as(run.message()).contains(Outcome.COMPLETE);
        assertThat(rig.server.last()).isEqualTo(10);
    }

    @Test
    void systemWithABar_isNotAsked() throws Exception {
        BackupId id = backUp(USED_UP, true);
        int before = positions();

        assertThat(restore(id).outcome()).contains(Outcome.COMPLETE);

        assertThat(positions()).isEqualTo(before);
    }

    private int positions() {
        return (int) rig.points().trace().stream()
                .filter(point -> point.name().equals("before system.position"))
                .count();
    }
}
