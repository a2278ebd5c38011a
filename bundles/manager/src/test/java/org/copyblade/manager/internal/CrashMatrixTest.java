package org.copyblade.manager.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.copyblade.api.CopybladeException;
import org.copyblade.blade.memory.Behaviour;
import org.copyblade.manager.internal.rig.CrashCase;
import org.copyblade.manager.internal.rig.CrashPoints.Point;
import org.copyblade.manager.internal.rig.CrashScene;
import org.copyblade.manager.internal.rig.PointSample;
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

    private static final int SAMPLE = 2;
    private static final int SECOND_SAMPLE = 1;
    /** With all first points, every so many-th second one; which of them turns with the first. */
    private static final int SECOND_STEP = 3;

    @TestFactory
    Stream<DynamicTest> backupUnderLogSuspend() throws Exception {
        return matrix(CrashScenes.underLogSuspend());
    }

    @TestFactory
    Stream<DynamicTest> backupThatIsTriedOut() throws Exception {
        return matrix(CrashScenes.triedOutAfterwards());
    }

    @TestFactory
    Stream<DynamicTest> tryOut() throws Exception {
        return matrix(CrashScenes.tryingOut());
    }

    @TestFactory
    Stream<DynamicTest> backupThatOverwritesAnother() throws Exception {
        return matrix(CrashScenes.overwriting());
    }

    @TestFactory
    Stream<DynamicTest> backupUnderAnInstantOfTheStorage() throws Exception {
        return matrix(CrashScenes.underAnInstant());
    }

    @TestFactory
    Stream<DynamicTest> backupUnderAHoldOfTheStorage() throws Exception {
        return matrix(CrashScenes.underAHold());
    }

    @TestFactory
    Stream<DynamicTest> backupOntoPairsThatOverwritesAnother() throws Exception {
        return matrix(CrashScene.of(Behaviour.pairs("array"), CrashScenes.backup(Map.of()))
                .withBackups(2));
    }

    @TestFactory
    Stream<DynamicTest> incrementalBackupThatGoesOnFromAnother() throws Exception {
        return matrix(CrashScenes.incremental());
    }

    @TestFactory
    Stream<DynamicTest> mixedBackup() throws Exception {
        return matrix(CrashScenes.mixed());
    }

    @TestFactory
    Stream<DynamicTest> backupInBackupMode() throws Exception {
        return matrix(CrashScenes.inBackupMode());
    }

    @TestFactory
    Stream<DynamicTest> backupThroughTheHost() throws Exception {
        return matrix(CrashScenes.throughTheHost());
    }

    @TestFactory
    Stream<DynamicTest> restoreThroughTheHost() throws Exception {
        return matrix(CrashScenes.restoringThroughTheHost());
    }

    @TestFactory
    Stream<DynamicTest> backupAfterWhichRetentionRemovesAnother() throws Exception {
        return matrix(CrashScenes.retention());
    }

    @TestFactory
    Stream<DynamicTest> deletion() throws Exception {
        return matrix(CrashScenes.deleting());
    }

    @TestFactory
    Stream<DynamicTest> restoreWithUndoCopy() throws Exception {
        return matrix(CrashScenes.restoringWithUndo());
    }

    @TestFactory
    Stream<DynamicTest> restoreWhoseUndoCopyOverwritesAnother() throws Exception {
        return matrix(CrashScenes.restoringAgain());
    }

    @TestFactory
    Stream<DynamicTest> restoreWithoutUndoCopy() throws Exception {
        return matrix(CrashScenes.restoringWithoutUndo());
    }

    @TestFactory
    Stream<DynamicTest> restoreThatUsesItsCopyUp() throws Exception {
        return matrix(CrashScenes.usingUp());
    }

    @TestFactory
    Stream<DynamicTest> secondDeathWhileARestoreThatUsesItsCopyUpIsSettled() throws Exception {
        return twice(CrashScenes.usingUp());
    }

    @TestFactory
    Stream<DynamicTest> extraction() throws Exception {
        return matrix(CrashScenes.extracting());
    }

    @TestFactory
    Stream<DynamicTest> secondDeathWhileAnExtractionIsSettled() throws Exception {
        return twice(CrashScenes.extracting());
    }

    @TestFactory
    Stream<DynamicTest> undo() throws Exception {
        return matrix(CrashScenes.undoing());
    }

    @TestFactory
    Stream<DynamicTest> secondDeathWhileABackupIsSettled() throws Exception {
        return twice(CrashScenes.overwriting());
    }

    @TestFactory
    Stream<DynamicTest> secondDeathWhileAnIncrementalBackupIsSettled() throws Exception {
        return twice(CrashScenes.incremental());
    }

    @TestFactory
    Stream<DynamicTest> secondDeathWhileAMixedBackupIsSettled() throws Exception {
        return twice(CrashScenes.mixed());
    }

    @TestFactory
    Stream<DynamicTest> secondDeathWhileABackupThroughTheHostIsSettled() throws Exception {
        return twice(CrashScenes.throughTheHost());
    }

    @TestFactory
    Stream<DynamicTest> secondDeathWhileRetentionIsSettled() throws Exception {
        return twice(CrashScenes.retention());
    }

    @TestFactory
    Stream<DynamicTest> secondDeathWhileADeletionIsSettled() throws Exception {
        return twice(CrashScenes.deleting());
    }

    @TestFactory
    Stream<DynamicTest> secondDeathWhileARestoreIsSettled() throws Exception {
        return twice(CrashScenes.restoringAgain());
    }

    @TestFactory
    Stream<DynamicTest> secondDeathWhileAnUndoIsSettled() throws Exception {
        return twice(CrashScenes.undoing());
    }

    /** The control: a manager that outlives its death proves nothing, so such a case fails. */
    @Test
    void pointThatIsNeverReached_isNoPass() {
        CrashCase immortal = new CrashCase(CrashScenes.overwriting(), List.of(new Point("before blade.establish", 99)));
        assertThatThrownBy(immortal::play)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("a manager that died at each of [before blade.establish #99]");
    }

    /** Every point of the work, or a sample of them. */
    private static Stream<DynamicTest> matrix(CrashScene scene) throws CopybladeException, InterruptedException {
        return PointSample.of(new CrashCase(scene, List.of()).nextPoints(), SAMPLE)
                .map(point ->
                        DynamicTest.dynamicTest("killed " + point, () -> new CrashCase(scene, List.of(point)).play()));
    }

    /** For every point of the work, or a sample of them, points of the manager that settles what is left. */
    private static Stream<DynamicTest> twice(CrashScene scene) throws CopybladeException, InterruptedException {
        List<Point> firsts = PointSample.of(new CrashCase(scene, List.of()).nextPoints(), SECOND_SAMPLE)
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
}
