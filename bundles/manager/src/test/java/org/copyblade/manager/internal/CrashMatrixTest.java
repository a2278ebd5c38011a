package org.copyblade.manager.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.copyblade.manager.internal.rig.CrashScene.backupsOf;
import static org.copyblade.manager.internal.rig.CrashScene.complete;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.copyblade.api.Backup;
import org.copyblade.api.CopybladeException;
import org.copyblade.api.ExtractOrder;
import org.copyblade.api.Run;
import org.copyblade.blade.memory.Behaviour;
import org.copyblade.manager.internal.rig.CrashCase;
import org.copyblade.manager.internal.rig.CrashPoints.Point;
import org.copyblade.manager.internal.rig.CrashScene;
import org.copyblade.manager.internal.rig.CrashScene.Work;
import org.copyblade.manager.internal.rig.ManagerRig;
import org.copyblade.manager.internal.rig.RestingDead;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Kills the manager before and after every call to blade, system and catalog of each kind of run, and the manager that
 * settles what the first has left a second time; starts it again and looks: see {@link CrashCase}. The points come from
 * traces of runs that nobody kills. A sample runs always, all of them with {@code -Pmatrix}, and with {@code
 * -Dcopyblade.matrix.parts=3} besides every third point, from another one every time.
 */
@Execution(ExecutionMode.CONCURRENT)
@ExtendWith(RestingDead.class)
class CrashMatrixTest {

    private static final boolean ALL = Boolean.getBoolean("copyblade.matrix");
    private static final int PARTS = Integer.getInteger("copyblade.matrix.parts", 1);
    private static final int SAMPLE = 3;
    private static final int SECOND_SAMPLE = 1;
    /** With all first points, every so many-th second one; which of them turns with the first. */
    private static final int SECOND_STEP = 3;

    private static final Duration HOLD_TIMER = Duration.ofMillis(400);

    @TestFactory
    Stream<DynamicTest> backupUnderLogSuspend() throws Exception {
        return matrix(CrashScene.of(Behaviour.snapshots("array"), backup(Map.of())));
    }

    @TestFactory
    Stream<DynamicTest> backupThatOverwritesAnother() throws Exception {
        return matrix(overwriting());
    }

    @TestFactory
    Stream<DynamicTest> backupUnderAnInstantOfTheStorage() throws Exception {
        return matrix(CrashScene.of(Behaviour.snapshots("array"), backup(Map.of("consistency", "storage"))));
    }

    @TestFactory
    Stream<DynamicTest> backupUnderAHoldOfTheStorage() throws Exception {
        return matrix(CrashScene.of(
                Behaviour.pairs("array").withHoldTimer(HOLD_TIMER), backup(Map.of("consistency", "storage"))));
    }

    @TestFactory
    Stream<DynamicTest> backupOntoPairsThatOverwritesAnother() throws Exception {
        return matrix(CrashScene.of(Behaviour.pairs("array"), backup(Map.of())).withBackups(2));
    }

    @TestFactory
    Stream<DynamicTest> incrementalBackupThatGoesOnFromAnother() throws Exception {
        return matrix(incremental());
    }

    @TestFactory
    Stream<DynamicTest> mixedBackup() throws Exception {
        return matrix(mixed());
    }

    @TestFactory
    Stream<DynamicTest> backupInBackupMode() throws Exception {
        return matrix(CrashScene.of(Behaviour.snapshots("array"), backup(Map.of("consistency", "backup-mode"))));
    }

    @TestFactory
    Stream<DynamicTest> backupThroughTheHost() throws Exception {
        return matrix(throughTheHost());
    }

    @TestFactory
    Stream<DynamicTest> backupAfterWhichRetentionRemovesAnother() throws Exception {
        return matrix(retention());
    }

    @TestFactory
    Stream<DynamicTest> deletion() throws Exception {
        return matrix(deleting());
    }

    @TestFactory
    Stream<DynamicTest> restoreWithUndoCopy() throws Exception {
        return matrix(CrashScene.of(Behaviour.snapshots("array"), restore(true)).thatRestores());
    }

    @TestFactory
    Stream<DynamicTest> restoreWhoseUndoCopyOverwritesAnother() throws Exception {
        return matrix(restoringAgain());
    }

    @TestFactory
    Stream<DynamicTest> restoreWithoutUndoCopy() throws Exception {
        return matrix(
                CrashScene.of(Behaviour.snapshots("array"), restore(false)).thatRestores());
    }

    @TestFactory
    Stream<DynamicTest> restoreThatUsesItsCopyUp() throws Exception {
        return matrix(usingUp());
    }

    @TestFactory
    Stream<DynamicTest> secondDeathWhileARestoreThatUsesItsCopyUpIsSettled() throws Exception {
        return twice(usingUp());
    }

    @TestFactory
    Stream<DynamicTest> extraction() throws Exception {
        return matrix(extracting());
    }

    @TestFactory
    Stream<DynamicTest> secondDeathWhileAnExtractionIsSettled() throws Exception {
        return twice(extracting());
    }

    @TestFactory
    Stream<DynamicTest> undo() throws Exception {
        return matrix(undoing());
    }

    @TestFactory
    Stream<DynamicTest> secondDeathWhileABackupIsSettled() throws Exception {
        return twice(overwriting());
    }

    @TestFactory
    Stream<DynamicTest> secondDeathWhileAnIncrementalBackupIsSettled() throws Exception {
        return twice(incremental());
    }

    @TestFactory
    Stream<DynamicTest> secondDeathWhileAMixedBackupIsSettled() throws Exception {
        return twice(mixed());
    }

    @TestFactory
    Stream<DynamicTest> secondDeathWhileABackupThroughTheHostIsSettled() throws Exception {
        return twice(throughTheHost());
    }

    @TestFactory
    Stream<DynamicTest> secondDeathWhileRetentionIsSettled() throws Exception {
        return twice(retention());
    }

    @TestFactory
    Stream<DynamicTest> secondDeathWhileADeletionIsSettled() throws Exception {
        return twice(deleting());
    }

    @TestFactory
    Stream<DynamicTest> secondDeathWhileARestoreIsSettled() throws Exception {
        return twice(restoringAgain());
    }

    @TestFactory
    Stream<DynamicTest> secondDeathWhileAnUndoIsSettled() throws Exception {
        return twice(undoing());
    }

    /** The control: a manager that outlives its death proves nothing, so such a case fails. */
    @Test
    void pointThatIsNeverReached_isNoPass() {
        CrashCase immortal = new CrashCase(overwriting(), List.of(new Point("before blade.establish", 99)));
        assertThatThrownBy(immortal::play)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("a manager that died at each of [before blade.establish #99]");
    }

    private static CrashScene overwriting() {
        return CrashScene.of(Behaviour.snapshots("array"), backup(Map.of())).withBackups(2);
    }

    /** Three kinds of storage under one suspension, where a backup overwrites another. */
    private static CrashScene mixed() {
        return CrashScene.of(
                        List.of(
                                Behaviour.snapshots("snaps"),
                                Behaviour.pairs("pairs"),
                                Behaviour.files("files").withPrepareSteps(2)),
                        backup(Map.of()))
                .withBackups(2);
    }

    /** Two storages, so that the manager also dies while one copy has been taken over and the other has not. */
    private static CrashScene incremental() {
        return CrashScene.of(
                        List.of(
                                Behaviour.pairs("one").withBackgroundCopy(Duration.ZERO),
                                Behaviour.pairs("two")
                                        .withBackgroundCopy(Duration.ZERO)
                                        .withPrepareSteps(2)),
                        backup(Map.of()))
                .withBackups(2)
                .with(Map.of("incremental", "yes"));
    }

    private static CrashScene throughTheHost() {
        return CrashScene.of(Behaviour.files("host").throughHostOnly(), backup(Map.of("consistency", "backup-mode")))
                .with(Map.of("consistency", "backup-mode"));
    }

    private static CrashScene retention() {
        return CrashScene.of(Behaviour.snapshots("array"), backup(Map.of()))
                .withBackups(2)
                .with(Map.of("generations", "4", "keep.count", "2"));
    }

    private static CrashScene deleting() {
        return CrashScene.of(Behaviour.snapshots("array"), rig -> {
                    List<Backup> all = backupsOf(rig);
                    rig.backups().delete(all.get(all.size() - 1).id());
                })
                .withBackups(2);
    }

    private static CrashScene restoringAgain() {
        return CrashScene.of(Behaviour.snapshots("array"), restore(true))
                .thatRestores()
                .after(rig -> {
                    Run first = complete(
                            rig.ended(rig.restores().start(backupsOf(rig).get(0).id(), true)));
                    complete(rig.ended(rig.restores().undo(first.id())));
                });
    }

    /** The older of two backups, so that a COMPLETE one is left. */
    private static CrashScene usingUp() {
        return CrashScene.of(
                        List.of(Behaviour.snapshots("snaps"), Behaviour.pairs("one"), Behaviour.pairs("two")),
                        rig -> rig.restores().start(backupsOf(rig).get(1).id(), false))
                .withBackups(2)
                .thatRestores();
    }

    private static CrashScene extracting() {
        return CrashScene.of(Behaviour.snapshots("array"), rig -> rig.restores()
                        .extract(new ExtractOrder(
                                backupsOf(rig).get(0).id(), List.of("log"), "old", List.of("WORK01"), "")))
                .after(rig -> rig.copies = true);
    }

    private static CrashScene undoing() {
        return CrashScene.of(Behaviour.snapshots("array"), rig -> rig.restores()
                        .undo(rig.runs().list(1).get(0).id()))
                .thatRestores()
                .after(rig -> complete(
                        rig.ended(rig.restores().start(backupsOf(rig).get(0).id(), true))));
    }

    private static Work backup(Map<String, String> overrides) {
        return rig -> rig.backups().start(ManagerRig.SYSTEM, overrides);
    }

    private static Work restore(boolean undo) {
        return rig -> rig.restores().start(backupsOf(rig).get(0).id(), undo);
    }

    /** Every point of the work, or a sample of them. */
    private static Stream<DynamicTest> matrix(CrashScene scene) throws CopybladeException, InterruptedException {
        return sample(new CrashCase(scene, List.of()).nextPoints(), SAMPLE)
                .map(point ->
                        DynamicTest.dynamicTest("killed " + point, () -> new CrashCase(scene, List.of(point)).play()));
    }

    /** For every point of the work, or a sample of them, points of the manager that settles what is left. */
    private static Stream<DynamicTest> twice(CrashScene scene) throws CopybladeException, InterruptedException {
        List<Point> firsts = sample(new CrashCase(scene, List.of()).nextPoints(), SECOND_SAMPLE)
                .toList();
        List<DynamicTest> tests = new ArrayList<>();
        for (int i = 0; i < firsts.size(); i++) {
            Point first = firsts.get(i);
            int turn = i % SECOND_STEP;
            tests.add(DynamicTest.dynamicTest("killed " + first + " and while it is settled", () -> {
                List<Point> seconds = new CrashCase(scene, List.of(first)).nextPoints();
                assertThat(seconds).as("points while it is settled").isNotEmpty();
                for (int j = Math.min(turn, seconds.size() - 1); j < seconds.size(); j += SECOND_STEP) {
                    new CrashCase(scene, List.of(first, seconds.get(j))).play();
                }
            }));
        }
        return tests.stream();
    }

    private static Stream<Point> sample(List<Point> points, int size) {
        assertThat(points).as("points of the work").hasSizeGreaterThan(size);
        int step = ALL ? PARTS : points.size() / size;
        int first = new Random().nextInt(step);
        return IntStream.iterate(first, i -> i < points.size(), i -> i + step).mapToObj(points::get);
    }
}
