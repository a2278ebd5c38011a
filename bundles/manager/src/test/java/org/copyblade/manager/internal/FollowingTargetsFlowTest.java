package org.copyblade.manager.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.copyblade.api.Backup;
import org.copyblade.api.BackupId;
import org.copyblade.api.BackupQuery;
import org.copyblade.api.Finding;
import org.copyblade.api.Outcome;
import org.copyblade.api.Reconciliation;
import org.copyblade.api.RestorePlan;
import org.copyblade.api.Run;
import org.copyblade.blade.memory.Behaviour;
import org.copyblade.blade.memory.Faults;
import org.copyblade.manager.internal.rig.CrashPoints;
import org.copyblade.manager.internal.rig.CrashPoints.Point;
import org.copyblade.manager.internal.rig.ManagerRig;
import org.copyblade.manager.internal.rig.PointSample;
import org.copyblade.system.memory.SystemFaults;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Restores by mirrors whose targets follow their sources until the pairs are split again, and that fail before that. Of the deaths a
 * sample is played always, all of them with {@code -Pmatrix}, and with {@code -Dcopyblade.matrix.parts=3} every third.
 */
class FollowingTargetsFlowTest {

    private static final int BACKED_UP = 20;
    private static final int TODAY = 27;
    private static final int SAMPLE = 5;

    private ManagerRig rig;

    @AfterEach
    void close() {
        rig.close();
    }

    private BackupId backUp() throws Exception {
        return backUp(true);
    }

    private BackupId backUp(boolean mirroring) throws Exception {
        rig = new ManagerRig(Behaviour.jobs("log"), Behaviour.jobs("data"), 2);
        rig.close();
        rig.server.withoutGate();
        rig.stepping = true;
        rig.mirroring = mirroring;
        rig.restart(CrashPoints.none());
        work(BACKED_UP);
        Run run = rig.backUp(Map.of());
        assertThat(run.outcome()).as(run.message() + run.findings()).contains(Outcome.COMPLETE);
        work(TODAY - BACKED_UP);
        return run.backup().orElseThrow();
    }

    private void work(int commits) {
        for (int i = 0; i < commits; i++) {
            rig.server.commit();
        }
    }

    private void somebodyWorks() {
        // A volume that is being copied back lets nobody start.
        if (rig.server.forcedByStranger()) {
            work(33);
            rig.server.stoppedByStranger();
        }
    }

    private Run restore(BackupId id, boolean undo) throws Exception {
        return rig.ended(rig.restores().start(id, undo));
    }

    private Run undo(Run restore) throws Exception {
        return rig.ended(rig.restores().undo(restore.id()));
    }

    /** With one of two volumes back. */
    private Run failBeforeTheSplit(BackupId id) throws Exception {
        AtomicInteger steps = new AtomicInteger();
        rig.points().when("before data.restore", () -> {
            if (steps.incrementAndGet() == (rig.mirroring ? 3 : 2)) {
                rig.storages.get(1).faults().always(Faults.Step.RESTORE, Faults.Fault.REFUSED);
            }
        });
        Run failed = restore(id, true);
        assertThat(failed.outcome()).as(failed.message()).contains(Outcome.FAILED);
        rig.points().when("before data.restore", () -> {});
        rig.storages.get(1).faults().clear();
        return failed;
    }

    private Backup.State state(BackupId id) throws Exception {
        return rig.backups().get(id).state();
    }

    private List<BackupId> usable() throws Exception {
        return rig
                .backups()
                .list(new BackupQuery(Optional.of(ManagerRig.SYSTEM), Optional.of(ManagerRig.SYSTEM), true, 9))
                .stream()
                .map(Backup::id)
                .toList();
    }

    private static List<String> errors(List<Finding> findings) {
        return findings.stream()
                .filter(finding -> finding.severity() == Finding.Severity.ERROR)
                .map(Finding::text)
                .toList();
    }

    @Test
    void backupWhoseTargetsFollow_isNotCalledComplete_untilItsRestoreHasEnded() throws Exception {
        BackupId id = backUp();
        Run failed = failBeforeTheSplit(id);

        assertThat(state(id)).isEqualTo(Backup.State.UNUSABLE);
        assertThat(rig.backups().get(id).reason())
                .contains("its targets follow their sources")
                .endsWith("; run " + failed.id() + " was broken off while it copied it back");
        assertThat(usable()).isEmpty();

        assertThat(errors(rig.restores().plan(id, false).findings())).isEmpty();
        Run again = restore(id, false);
        assertThat(again.outcome()).as(again.message() + again.findings()).contains(Outcome.COMPLETE);
        assertThat(rig.server.last()).isEqualTo(BACKED_UP);
        assertThat(state(id)).isEqualTo(Backup.State.COMPLETE);
        assertThat(rig.somethingFollows()).isFalse();
    }

    /** The control: copies that stay whole whatever becomes of their restore. */
    @Test
    void backupWhoseTargetsNeverFollow_staysComplete() throws Exception {
        BackupId id = backUp(false);
        failBeforeTheSplit(id);

        assertThat(state(id)).isEqualTo(Backup.State.COMPLETE);
    }

    @Test
    void backupWhoseStorageCannotBeAsked_isNotCalledComplete() throws Exception {
        BackupId id = backUp(false);
        rig.points()
                .when(
                        new Point("before data.restore", 2),
                        () -> rig.storages.get(1).faults().gone(true));
        assertThat(restore(id, false).outcome()).contains(Outcome.FAILED);
        rig.storages.get(1).faults().clear();

        assertThat(state(id)).isEqualTo(Backup.State.UNUSABLE);
        Run again = restore(id, false);
        assertThat(again.outcome()).as(again.message() + again.findings()).contains(Outcome.COMPLETE);
        assertThat(state(id)).isEqualTo(Backup.State.COMPLETE);
    }

    @Test
    void restoreThatGoesOn_isRefused_ifTheTargetsHaveFollowedWhatTheSystemWrote() throws Exception {
        BackupId id = backUp();
        Run failed = failBeforeTheSplit(id);
        somebodyWorks();

        Run second = restore(id, false);

        assertThat(second.outcome()).as(second.message()).contains(Outcome.FAILED);
        assertThat(second.message()).contains("whose copy has followed it");
        assertThat(second.hint()).contains("slb:undo " + failed.id() + " --yes");
        assertThat(state(id)).isEqualTo(Backup.State.UNUSABLE);
        assertThat(restore(id, false).outcome()).contains(Outcome.REFUSED);

        Run undo = undo(failed);
        assertThat(undo.outcome()).as(undo.message() + undo.findings()).contains(Outcome.COMPLETE);
        assertThat(rig.server.last()).isEqualTo(TODAY);
    }

    /** Nobody keeps this system from being started while its targets follow. */
    @Test
    void backupWhoseTargetsFollowedWhatSomebodyWrote_isNotCalledCompleteAtTheirSplit() throws Exception {
        BackupId id = backUp();
        rig.points().when(new Point("before data.restore", 3), this::somebodyWorks);

        Run failed = restore(id, true);

        assertThat(failed.outcome()).as(failed.message()).contains(Outcome.FAILED);
        assertThat(failed.message()).contains("whose copy has followed it");
        assertThat(failed.hint()).contains("slb:undo " + failed.id() + " --yes");
        assertThat(state(id)).isEqualTo(Backup.State.UNUSABLE);
        Run undo = undo(failed);
        assertThat(undo.outcome()).as(undo.message() + undo.findings()).contains(Outcome.COMPLETE);
        assertThat(rig.server.last()).isEqualTo(TODAY);
    }

    /** That nobody can tell whether it has run does not mean that it has not. */
    @Test
    void backupWhoseTargetsFollowed_isNotCalledComplete_ifTheSystemCannotSayWhetherItRan() throws Exception {
        BackupId id = backUp();
        rig.points().when(new Point("before data.restore", 3), () -> {
            somebodyWorks();
            rig.server.faults().always(SystemFaults.Step.POSITION, SystemFaults.Fault.REFUSED);
        });

        Run failed = restore(id, true);

        rig.server.faults().clear();
        requireLostToWhatFollowed(id, failed);
    }

    /** The storage has split them all the same, so it finds nothing wrong with the copy. */
    @Test
    void backupWhoseTargetsFollowed_isNotCalledComplete_ifTheAnswerToTheirSplitIsLost() throws Exception {
        BackupId id = backUp();
        rig.points().when(new Point("before data.restore", 3), this::somebodyWorks);
        loseTheAnswerToTheSplit();

        requireLostToWhatFollowed(id, restore(id, true));
    }

    /** The control: nobody comes between. */
    @Test
    void backupWhoseTargetsFollowedNothing_isCompleteAgain_ifTheAnswerToTheirSplitIsLost() throws Exception {
        BackupId id = backUp();
        loseTheAnswerToTheSplit();

        assertThat(restore(id, true).outcome()).contains(Outcome.FAILED);

        assertThat(state(id)).isEqualTo(Backup.State.COMPLETE);
    }

    @Test
    void backupOfASystemThatCouldNotSayWhetherItRan_isCompleteOnceItSaysThatItHasNot() throws Exception {
        BackupId id = backUp();
        rig.points().when(new Point("before data.restore", 3), () -> rig.server
                .faults()
                .always(SystemFaults.Step.POSITION, SystemFaults.Fault.REFUSED));
        assertThat(restore(id, false).outcome()).contains(Outcome.FAILED);
        assertThat(state(id)).isEqualTo(Backup.State.UNUSABLE);
        assertThat(rig.backups().get(id).reason()).contains("whether bank has run meanwhile cannot be told");
        rig.server.faults().clear();

        Run again = restore(id, false);

        assertThat(again.outcome()).as(again.message() + again.findings()).contains(Outcome.COMPLETE);
        assertThat(rig.server.last()).isEqualTo(BACKED_UP);
        assertThat(state(id)).isEqualTo(Backup.State.COMPLETE);
    }

    private void loseTheAnswerToTheSplit() {
        rig.points().when(new Point("after data.restore", 3), () -> {
            throw new IllegalStateException("its answer is lost");
        });
    }

    private void requireLostToWhatFollowed(BackupId id, Run failed) throws Exception {
        assertThat(failed.outcome()).as(failed.message()).contains(Outcome.FAILED);
        assertThat(state(id)).isEqualTo(Backup.State.UNUSABLE);
        Run second = restore(id, false);
        assertThat(second.outcome()).as(second.message()).contains(Outcome.FAILED);
        assertThat(second.message()).contains("whose copy has followed it");
        assertThat(state(id)).isEqualTo(Backup.State.UNUSABLE);
        Run undo = undo(failed);
        assertThat(undo.outcome()).as(undo.message() + undo.findings()).contains(Outcome.COMPLETE);
        assertThat(rig.server.last()).isEqualTo(TODAY);
    }

    @Test
    void undo_withdrawsTheCopy_ifTheSystemIsStartedWhileItsCopyBackIsEnded() throws Exception {
        BackupId id = backUp();
        Run failed = failBeforeTheSplit(id);
        AtomicInteger steps = new AtomicInteger();
        rig.points().when("before data.restore", () -> {
            if (steps.incrementAndGet() == 1) {
                somebodyWorks();
            }
        });

        Run undo = undo(failed);

        assertThat(undo.outcome()).as(undo.message() + undo.findings()).contains(Outcome.COMPLETE);
        assertThat(rig.server.last()).isEqualTo(TODAY);
        assertThat(state(id)).isEqualTo(Backup.State.UNUSABLE);
        assertThat(rig.somethingFollows()).isFalse();
    }

    /** What such a split keeps is of the time at which it was made. */
    @Test
    void restoreThatGoesOn_isRefused_alsoIfSomebodyHasSplitThemSince() throws Exception {
        BackupId id = backUp();
        failBeforeTheSplit(id);
        somebodyWorks();
        rig.splitByStranger();

        Run second = restore(id, false);

        assertThat(second.outcome()).as(second.message()).contains(Outcome.FAILED);
        assertThat(second.message()).contains("whose copy has followed it");
        assertThat(state(id)).isEqualTo(Backup.State.UNUSABLE);
    }

    /** A copy that was whole all the time, though its storage could not say so, is copied back from its beginning later. */
    @Test
    void undo_leavesACopyThatIsWhole() throws Exception {
        BackupId id = backUp(false);
        rig.points()
                .when(
                        new Point("before data.restore", 2),
                        () -> rig.storages.get(1).faults().gone(true));
        Run failed = restore(id, true);
        assertThat(failed.outcome()).contains(Outcome.FAILED);
        rig.storages.get(1).faults().clear();
        assertThat(state(id)).isEqualTo(Backup.State.UNUSABLE);

        Run undo = undo(failed);

        assertThat(undo.outcome()).as(undo.message() + undo.findings()).contains(Outcome.COMPLETE);
        assertThat(rig.server.last()).isEqualTo(TODAY);
        assertThat(state(id)).isEqualTo(Backup.State.COMPLETE);
        work(33);
        Run run = restore(id, false);
        assertThat(run.outcome()).as(run.message() + run.findings()).contains(Outcome.COMPLETE);
        assertThat(rig.server.last()).isEqualTo(BACKED_UP);
    }

    @Test
    void undo_endsTheRestoreFirst_andTheBackupIsWholeAgain() throws Exception {
        BackupId id = backUp();
        Run failed = failBeforeTheSplit(id);

        RestorePlan plan = rig.restores().planUndo(failed.id());
        assertThat(errors(plan.findings())).isEmpty();
        assertThat(plan.steps())
                .anyMatch(step -> step.startsWith("end the copy back of copy group ")
                        && step.endsWith(" of backup " + id
                                + " by blade memory@data, or withdraw it if that fails or bank may have run since"));
        assertThat(plan.lost())
                .contains("backup " + id
                        + " itself, unless it is certain that bank has not run since it was copied back in part, and its"
                        + " copy back can be ended");

        Run undo = undo(failed);

        assertThat(undo.outcome()).as(undo.message() + undo.findings()).contains(Outcome.COMPLETE);
        assertThat(rig.server.last()).isEqualTo(TODAY);
        assertThat(state(id)).isEqualTo(Backup.State.COMPLETE);
        Run run = restore(id, false);
        assertThat(run.outcome()).as(run.message() + run.findings()).contains(Outcome.COMPLETE);
        assertThat(rig.server.last()).isEqualTo(BACKED_UP);
    }

    @Test
    void undo_withdrawsTheCopy_ifTheSystemHasRunSince() throws Exception {
        BackupId id = backUp();
        Run failed = failBeforeTheSplit(id);
        somebodyWorks();

        Run undo = undo(failed);

        assertThat(undo.outcome()).as(undo.message() + undo.findings()).contains(Outcome.COMPLETE);
        assertThat(rig.server.last()).isEqualTo(TODAY);
        assertThat(state(id)).isEqualTo(Backup.State.UNUSABLE);
        assertThat(rig.backups().get(id).reason())
                .isEqualTo("its targets followed their sources, and bank may have run on those");
        assertThat(rig.somethingFollows()).isFalse();
        assertThat(rig.reconciliation().reconcile(false).items()).isEmpty();
    }

    /** Of two states that could be brought back, one that is lost must not keep the other from coming back. */
    @Test
    void undo_withdrawsTheCopy_ifItsCopyBackCannotBeEnded() throws Exception {
        BackupId id = backUp();
        Run failed = failBeforeTheSplit(id);
        rig.refusedForGood = true;
        rig.points().when("before data.withdraw", () -> rig.refusedForGood = false);

        Run undo = undo(failed);

        assertThat(undo.outcome()).as(undo.message() + undo.findings()).contains(Outcome.COMPLETE);
        assertThat(rig.server.last()).isEqualTo(TODAY);
        assertThat(state(id)).isEqualTo(Backup.State.UNUSABLE);
        assertThat(rig.backups().get(id).reason())
                .startsWith("its targets followed their sources, and its copy back could not be ended: ");
        assertThat(rig.somethingFollows()).isFalse();
        assertThat(rig.reconciliation().reconcile(false).items()).isEmpty();
    }

    /** What is locked by somebody, or has no room for one more session, is not so for ever. */
    @Test
    void undo_leavesTheCopy_ifItsStorageRefusesForNowOnly() throws Exception {
        BackupId id = backUp();
        Run failed = failBeforeTheSplit(id);
        rig.points()
                .when(
                        "before data.restore",
                        () -> rig.storages.get(1).faults().always(Faults.Step.RESTORE, Faults.Fault.REFUSED));
        Run refused = undo(failed);
        assertThat(refused.outcome()).as(refused.message()).contains(Outcome.FAILED);
        assertThat(refused.message()).contains("MEMORY-BUSY");
        rig.points().when("before data.restore", () -> {});
        rig.storages.get(1).faults().clear();
        assertThat(rig.somethingFollows()).isTrue();

        Run undo = undo(failed);

        assertThat(undo.outcome()).as(undo.message() + undo.findings()).contains(Outcome.COMPLETE);
        assertThat(rig.server.last()).isEqualTo(TODAY);
        assertThat(state(id)).isEqualTo(Backup.State.COMPLETE);
    }

    /** A storage that does not even say how far it is may be back soon. */
    @Test
    void undo_leavesTheCopy_ifItsStorageDoesNotAnswer() throws Exception {
        BackupId id = backUp();
        Run failed = failBeforeTheSplit(id);
        rig.refusedForGood = true;
        rig.points().when("before data.restore", () -> rig.points().when("before data.query", () -> {
            throw new IllegalStateException("nobody answers");
        }));
        assertThat(undo(failed).outcome()).contains(Outcome.FAILED);
        rig.points().when("before data.restore", () -> {});
        rig.points().when("before data.query", () -> {});
        rig.refusedForGood = false;
        assertThat(rig.somethingFollows()).isTrue();

        Run undo = undo(failed);

        assertThat(undo.outcome()).as(undo.message() + undo.findings()).contains(Outcome.COMPLETE);
        assertThat(state(id)).isEqualTo(Backup.State.COMPLETE);
    }

    @Test
    void undoThatFailsToo_isRepeated() throws Exception {
        BackupId id = backUp();
        Run failed = failBeforeTheSplit(id);
        AtomicInteger steps = new AtomicInteger();
        rig.points().when("before data.restore", () -> {
            if (steps.incrementAndGet() == 4) {
                rig.storages.get(1).faults().always(Faults.Step.RESTORE, Faults.Fault.REFUSED);
            }
        });
        assertThat(undo(failed).outcome()).contains(Outcome.FAILED);
        assertThat(state(id)).isEqualTo(Backup.State.COMPLETE);
        rig.points().when("before data.restore", () -> {});
        rig.storages.get(1).faults().clear();

        Run again = undo(failed);

        assertThat(again.outcome()).as(again.message() + again.findings()).contains(Outcome.COMPLETE);
        assertThat(rig.server.last()).isEqualTo(TODAY);
    }

    @Test
    void reconciliation_namesTheWayOut_andWithdrawsOnlyOnceTheSystemRuns() throws Exception {
        BackupId id = backUp();
        Run failed = failBeforeTheSplit(id);

        List<Reconciliation.Item> told = rig.reconciliation().reconcile(false).items();
        assertThat(told).isNotEmpty().allSatisfy(item -> {
            assertThat(item.toString())
                    .contains("; run slb:restore " + id + " --yes again, or slb:undo " + failed.id());
            assertThat(item.toString()).contains("withdraw it, if its system was put right by somebody");
        });
        assertThat(rig.reconciliation().reconcile(true).items())
                .isNotEmpty()
                .allSatisfy(item -> assertThat(item.toString()).contains("is needed by run " + failed.id()));
        assertThat(rig.somethingFollows()).isTrue();

        rig.server.forcedByStranger();
        rig.reconciliation().reconcile(true);
        assertThat(rig.somethingFollows()).isFalse();
        assertThat(rig.reconciliation().reconcile(false).items()).isEmpty();
    }

    /** Else its targets would follow what is written for ever, and nobody be told: the next good backup ends the alarm. */
    @Test
    void backupOfASystemThatWasPutRight_endsWhatNobodyGoesOnWith() throws Exception {
        BackupId id = backUp();
        failBeforeTheSplit(id);
        assertThat(rig.server.forcedByStranger()).isTrue();
        work(33);

        Run next = rig.backUp(Map.of());

        assertThat(next.outcome()).as(next.message() + next.findings()).contains(Outcome.COMPLETE);
        assertThat(rig.somethingFollows()).isFalse();
        assertThat(rig.catalog.leftovers(ManagerRig.SYSTEM)).isEmpty();
        assertThat(rig.backups().get(id).reason())
                .contains("its targets follow their sources")
                .endsWith("; bank was put right, and backed up by run " + next.id());
        assertThat(rig.reconciliation().reconcile(false).items()).isEmpty();
    }

    /** The control. */
    @Test
    void backupOfASystemThatIsHalfRestored_leavesWhatItsRestoreGoesOnWith() throws Exception {
        BackupId id = backUp();
        failBeforeTheSplit(id);

        Run stopped = rig.backUp(Map.of("consistency", "stopped"));

        assertThat(stopped.outcome()).as(stopped.message()).contains(Outcome.COMPLETE);
        assertThat(rig.somethingFollows()).isTrue();
        Run again = restore(id, false);
        assertThat(again.outcome()).as(again.message() + again.findings()).contains(Outcome.COMPLETE);
        assertThat(state(id)).isEqualTo(Backup.State.COMPLETE);
    }

    /** What is answered and written down says so; what was done and not answered is told by the next manager. */
    @TestFactory
    Stream<DynamicTest> deathWhileTargetsFollow() throws Exception {
        BackupId id = backUp();
        rig.close();
        rig.restart(CrashPoints.none());
        rig.settle();
        assertThat(restore(id, false).outcome()).contains(Outcome.COMPLETE);
        List<Point> points = rig.points().trace().stream()
                .dropWhile(point -> !point.name().equals("before data.restore"))
                .takeWhile(point -> !point.name().equals("before log.restore"))
                .filter(point -> !point.name().endsWith("catalog.run"))
                .toList();
        rig.close();
        assertThat(points).contains(new Point("before data.restore", 3)).hasSizeGreaterThan(10);
        return PointSample.of(points, SAMPLE)
                .map(point -> DynamicTest.dynamicTest("killed " + point, () -> dieInRestore(point)));
    }

    private void dieInRestore(Point point) throws Exception {
        BackupId id = backUp();
        rig.close();
        rig.restart(CrashPoints.at(point, () -> rig.server.managerDied()));
        rig.settle();
        rig.restores().start(id, false);
        rig.settle();
        assertThat(rig.points().isDead()).as("died at " + point).isTrue();
        rig.close();
        if (point.equals(new Point("before data.restore", 3))) {
            assertThat(rig.somethingFollows()).isTrue();
            assertThat(rig.catalog.backup(id).orElseThrow().backup().state()).isEqualTo(Backup.State.UNUSABLE);
            assertThat(rig.catalog.backup(id).orElseThrow().backup().reason())
                    .contains("its targets follow their sources; run ")
                    .endsWith(" has begun to copy it back");
        }
        rig.restart(CrashPoints.none());
        rig.settle();
        try {
            assertThat(rig.catalog.restores(ManagerRig.SYSTEM, 1).get(0).outcome())
                    .contains(Outcome.COMPLETE);
            assertThat(rig.server.last()).isEqualTo(BACKED_UP);
            assertThat(state(id)).isEqualTo(Backup.State.COMPLETE);
            assertThat(rig.somethingFollows()).isFalse();
        } finally {
            rig.close();
        }
    }

    /** Whatever dies in an undo before it copies back, another undo brings back the state of before. */
    @TestFactory
    Stream<DynamicTest> deathWhileAnUndoEndsTheRestore() throws Exception {
        BackupId id = backUp();
        Run failed = failBeforeTheSplit(id);
        rig.close();
        rig.restart(CrashPoints.none());
        rig.settle();
        assertThat(undo(failed).outcome()).contains(Outcome.COMPLETE);
        List<Point> points = rig.points().trace().stream()
                .dropWhile(point -> !point.name().equals("before system.stop"))
                .takeWhile(point -> !point.name().equals("before log.restore"))
                // Who waits for a run asks for it as often as there is time.
                .filter(point -> !point.name().endsWith("catalog.run"))
                .toList();
        rig.close();
        assertThat(points).contains(new Point("before data.restore", 1)).hasSizeGreaterThan(10);
        return Stream.of(false, true).flatMap(ran -> PointSample.of(points, SAMPLE)
                .map(point -> DynamicTest.dynamicTest(
                        "killed " + point + (ran ? ", and it ran" : ""), () -> dieInUndo(point, ran))));
    }

    private void dieInUndo(Point point, boolean ran) throws Exception {
        BackupId id = backUp();
        Run failed = failBeforeTheSplit(id);
        rig.close();
        rig.restart(CrashPoints.at(point, () -> rig.server.managerDied()));
        rig.settle();
        rig.restores().undo(failed.id());
        rig.settle();
        assertThat(rig.points().isDead()).as("died at " + point).isTrue();
        rig.close();
        if (ran) {
            somebodyWorks();
        }
        rig.restart(CrashPoints.none());
        rig.settle();
        try {
            Run settled = rig.catalog.restores(ManagerRig.SYSTEM, 1).get(0);
            // Who has split them, this manager right before its death or somebody later, nobody can tell.
            boolean lost = ran && settled.message().contains("whose copy has followed it");
            if (lost) {
                assertThat(settled.outcome()).contains(Outcome.FAILED);
                assertThat(state(id)).isEqualTo(Backup.State.COMPLETE);
            } else {
                if (settled.outcome().filter(Outcome.COMPLETE::equals).isEmpty()) {
                    Run undo = undo(failed);
                    assertThat(undo.outcome())
                            .as(undo.message() + undo.findings())
                            .contains(Outcome.COMPLETE);
                }
                assertThat(rig.server.last()).isEqualTo(TODAY);
            }
            if (state(id) == Backup.State.COMPLETE) {
                Run run = restore(id, false);
                assertThat(run.outcome()).as(run.message() + run.findings()).contains(Outcome.COMPLETE);
                assertThat(rig.server.last()).isEqualTo(BACKED_UP);
            } else {
                assertThat(ran)
                        .as(point
                                + rig.backups().get(id).reason()
                                + rig.points().trace())
                        .isTrue();
            }
        } finally {
            rig.close();
        }
    }
}
