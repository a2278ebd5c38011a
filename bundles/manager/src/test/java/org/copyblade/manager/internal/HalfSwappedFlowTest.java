package org.copyblade.manager.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.copyblade.api.Backup;
import org.copyblade.api.BackupId;
import org.copyblade.api.Finding;
import org.copyblade.api.Outcome;
import org.copyblade.api.Run;
import org.copyblade.blade.memory.Behaviour;
import org.copyblade.blade.memory.Faults;
import org.copyblade.manager.internal.rig.CrashPoints;
import org.copyblade.manager.internal.rig.CrashPoints.Point;
import org.copyblade.manager.internal.rig.ManagerRig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Restores that use their copy up, volume after volume, of a system that nobody can be kept from starting: the manager dies
 * with one volume swapped and the other not, and somebody runs the system before the next manager comes.
 */
class HalfSwappedFlowTest {

    private static final int BACKED_UP = 20;
    private static final Point HALF = new Point("before data.restore", 2);

    private ManagerRig rig;

    @AfterEach
    void close() {
        rig.close();
    }

    private BackupId backUp() throws Exception {
        rig = new ManagerRig(Behaviour.jobs("log"), Behaviour.jobs("data"), 2);
        rig.close();
        rig.server.withoutGate();
        rig.stepping = true;
        rig.swapping = true;
        rig.restart(CrashPoints.none());
        work(BACKED_UP);
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

    private void somebodyWorks() {
        rig.server.forcedByStranger();
        work(33);
        rig.server.stoppedByStranger();
    }

    private void dyingAt(Point point, BackupId id) throws Exception {
        rig.close();
        rig.restart(CrashPoints.at(point, () -> rig.server.managerDied()));
        rig.settle();
        rig.restores().start(id, false);
        rig.settle();
        assertThat(rig.points().isDead()).as("died at " + point).isTrue();
        rig.close();
    }

    private Run goOn() throws Exception {
        rig.restart(CrashPoints.none());
        rig.settle();
        return lastRestore();
    }

    private Run lastRestore() throws Exception {
        return rig.catalog.restores(ManagerRig.SYSTEM, 1).get(0);
    }

    private Run restore(BackupId id) throws Exception {
        return rig.ended(rig.restores().start(id, false));
    }

    private long calls(String name) {
        return rig.points().trace().stream()
                .filter(point -> point.name().equals(name))
                .count();
    }

    private String group(BackupId id, String endpoint) throws Exception {
        return rig.backups().get(id).copies().stream()
                .filter(copy -> copy.endpoint().equals(endpoint))
                .findFirst()
                .orElseThrow()
                .group();
    }

    @Test
    void volumesThatWereSwappedBeforeTheSystemRan_areNeverCalledRestored() throws Exception {
        BackupId older = backUp();
        BackupId id = rig.backUp(Map.of()).backup().orElseThrow();
        dyingAt(HALF, id);
        somebodyWorks();

        Run failed = goOn();

        assertThat(failed.outcome()).as(failed.message()).contains(Outcome.FAILED);
        assertThat(failed.message())
                .contains("bank was started by somebody while run " + failed.id() + " was copying it back")
                .contains("it had stopped at 27, now it is at 60")
                .contains("copy group " + group(id, "data") + " of blade memory@data, whose copy is used up in part");
        assertThat(failed.hint()).contains("leave it stopped").contains("slb:restore " + older + " --yes");
        assertThat(calls("before data.restore")).isZero();
        assertThat(calls("before log.restore")).isZero();
        assertThat(rig.server.isRunning()).isFalse();
        assertThat(rig.backups().get(id).state()).isEqualTo(Backup.State.UNUSABLE);
        assertThat(restore(id).outcome()).contains(Outcome.REFUSED);

        Run run = restore(older);
        assertThat(run.outcome()).as(run.message() + run.findings()).contains(Outcome.COMPLETE);
        assertThat(rig.server.last()).isEqualTo(BACKED_UP);
    }

    /** The control: nobody comes between. */
    @Test
    void volumesThatWereSwapped_areLeft_ifTheManagerDiedOnly() throws Exception {
        BackupId id = backUp();
        dyingAt(HALF, id);

        Run run = goOn();

        assertThat(run.outcome()).as(run.message()).contains(Outcome.COMPLETE);
        assertThat(calls("before data.restore")).isEqualTo(1);
        assertThat(rig.server.last()).isEqualTo(BACKED_UP);
    }

    /** The control: what had not begun is whole, whatever the system wrote meanwhile. */
    @Test
    void systemThatRanBeforeItsCopyBackHadBegun_isRestored() throws Exception {
        BackupId id = backUp();
        dyingAt(new Point("before catalog.commit", commitsBeforeTheFirstGroup(id)), id);
        somebodyWorks();

        Run run = goOn();

        assertThat(run.outcome()).as(run.message()).contains(Outcome.COMPLETE);
        assertThat(rig.server.last()).isEqualTo(BACKED_UP);
    }

    /** The one right before the first group is asked to be copied back. */
    private int commitsBeforeTheFirstGroup(BackupId id) throws Exception {
        dyingAt(new Point("before data.restore", 1), id);
        int commits = (int) calls("before catalog.commit");
        goOn();
        rig.close();
        backUp();
        return commits;
    }

    @Test
    void restoreThatFailedHalfSwapped_isNotGoneOnWith_ifTheSystemHasRunSince() throws Exception {
        BackupId id = failHalfSwapped();
        somebodyWorks();

        Run second = restore(id);

        assertThat(second.outcome()).as(second.message()).contains(Outcome.FAILED);
        assertThat(second.message()).contains("was started by somebody");
        assertThat(second.hint()).doesNotContain(id + " --yes");
        assertThat(rig.backups().get(id).state()).isEqualTo(Backup.State.UNUSABLE);
        assertThat(rig.server.isRunning()).isFalse();
    }

    /** The control: nobody comes between. */
    @Test
    void restoreThatFailedHalfSwapped_isGoneOnWith() throws Exception {
        BackupId id = failHalfSwapped();

        Run second = restore(id);

        assertThat(second.outcome()).as(second.message()).contains(Outcome.COMPLETE);
        assertThat(rig.server.last()).isEqualTo(BACKED_UP);
    }

    private BackupId failHalfSwapped() throws Exception {
        return failHalfSwapped(backUp());
    }

    private BackupId failHalfSwapped(BackupId id) throws Exception {
        rig.points()
                .when(
                        "after data.restore",
                        () -> rig.storages.get(1).faults().always(Faults.Step.RESTORE, Faults.Fault.REFUSED));
        assertThat(restore(id).outcome()).contains(Outcome.FAILED);
        rig.points().when("after data.restore", () -> {});
        rig.storages.get(1).faults().clear();
        assertThat(rig.backups().get(id).state()).isEqualTo(Backup.State.COMPLETE);
        return id;
    }

    /** What somebody has put right himself is no state that the restore could go on from. */
    @Test
    void copyThatIsUsedUpInPart_isRefused_onceTheSystemRuns() throws Exception {
        BackupId id = failHalfSwapped();
        assertThat(rig.server.forcedByStranger()).isTrue();

        Run refused = restore(id);

        assertThat(refused.outcome()).as(refused.message()).contains(Outcome.REFUSED);
        assertThat(refused.findings().stream()
                        .filter(finding -> finding.severity() == Finding.Severity.ERROR)
                        .map(Finding::text))
                .containsExactly("may be used up in part: an earlier restore has begun to copy back copy group "
                        + group(id, "data") + " of blade memory@data");
        assertThat(rig.server.isRunning()).isTrue();
    }

    @Test
    void copyThatIsUsedUpInPart_isGivenUp_whereAnotherBackupIsRestored() throws Exception {
        BackupId older = backUp();
        BackupId id = rig.backUp(Map.of()).backup().orElseThrow();
        failHalfSwapped(id);
        assertThat(rig.restores().plan(older, false).lost())
                .contains("backup " + id + " itself, which was used up in part when it was copied back");

        Run run = restore(older);

        assertThat(run.outcome()).as(run.message() + run.findings()).contains(Outcome.COMPLETE);
        assertThat(rig.server.last()).isEqualTo(BACKED_UP);
        assertThat(rig.backups().get(id).state()).isEqualTo(Backup.State.UNUSABLE);
        assertThat(rig.backups().get(id).reason())
                .isEqualTo("it was used up in part by a restore, and run " + run.id() + " came instead of its end");
        assertThat(rig.reconciliation().reconcile(false).items()).isEmpty();
    }

    /** The control: a blade that has said no to the first step has swapped nothing. */
    @Test
    void copyOfWhichNothingWasSwapped_isRestored_onceAnotherBackupWasRestored() throws Exception {
        BackupId older = backUp();
        BackupId id = rig.backUp(Map.of()).backup().orElseThrow();
        rig.storages.get(1).faults().always(Faults.Step.RESTORE, Faults.Fault.REFUSED);
        assertThat(restore(id).outcome()).contains(Outcome.FAILED);
        rig.storages.get(1).faults().clear();
        assertThat(restore(older).outcome()).contains(Outcome.COMPLETE);

        Run run = restore(id);

        assertThat(run.outcome()).as(run.message() + run.findings()).contains(Outcome.COMPLETE);
        assertThat(rig.server.last()).isEqualTo(27);
    }

    @Test
    void managerThatDiesBeforeItCouldSaySo_saysSoAfterItsNextStart() throws Exception {
        BackupId id = backUp();
        dyingAt(HALF, id);
        somebodyWorks();
        rig.restart(CrashPoints.at(new Point("before catalog.commit", 1), () -> rig.server.managerDied()));
        rig.settle();
        assertThat(rig.points().isDead()).isTrue();
        rig.close();

        Run failed = goOn();

        assertThat(failed.outcome()).contains(Outcome.FAILED);
        assertThat(rig.backups().get(id).state()).isEqualTo(Backup.State.UNUSABLE);
        assertThat(rig.server.isRunning()).isFalse();
    }

    /** Up to the first answer of the blade of the log: from then on nobody can tell. */
    @TestFactory
    Stream<DynamicTest> deathAnywhereBeforeTheLogComesBack() throws Exception {
        BackupId id = backUp();
        rig.close();
        rig.restart(CrashPoints.none());
        rig.settle();
        assertThat(restore(id).outcome()).contains(Outcome.COMPLETE);
        List<Point> points = rig.points().trace().stream()
                .takeWhile(point -> !point.name().equals("after log.restore"))
                .dropWhile(point -> !point.name().equals("before system.stop"))
                .toList();
        rig.close();
        assertThat(points).contains(HALF).hasSizeGreaterThan(20);
        return points.stream().map(point -> DynamicTest.dynamicTest("killed " + point, () -> dieAndBeOvertaken(point)));
    }

    private void dieAndBeOvertaken(Point point) throws Exception {
        BackupId id = backUp();
        dyingAt(point, id);
        somebodyWorks();
        Run run = goOn();
        try {
            boolean refused = rig.backups().get(id).reason().contains("was started by somebody");
            if (refused) {
                assertThat(run.outcome()).as(run.message()).contains(Outcome.FAILED);
                assertThat(rig.server.isRunning()).isFalse();
                return;
            }
            if (run.outcome().filter(Outcome.COMPLETE::equals).isEmpty()) {
                run = restore(id);
            }
            assertThat(run.outcome()).as(run.message() + run.findings()).contains(Outcome.COMPLETE);
            assertThat(rig.server.last()).isEqualTo(BACKED_UP);
        } finally {
            rig.close();
        }
    }
}
