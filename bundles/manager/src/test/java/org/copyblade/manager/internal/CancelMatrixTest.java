package org.copyblade.manager.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.copyblade.api.Outcome;
import org.copyblade.manager.internal.rig.CancelCase;
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
 * Cancels a run before and after every call to blade, system and catalog of each kind of run, and looks: the system works,
 * nothing is left that nobody knows, and no COMPLETE backup is lost. A sample runs always, all points with {@code -Pmatrix},
 * and with {@code -Dcopyblade.matrix.parts=3} besides every third point.
 */
@Execution(ExecutionMode.CONCURRENT)
@ExtendWith(RestingDead.class)
class CancelMatrixTest {

    private static final int SAMPLE = 2;

    @TestFactory
    Stream<DynamicTest> backupUnderLogSuspend() throws Exception {
        return cancelled(CrashScenes.underLogSuspend());
    }

    @TestFactory
    Stream<DynamicTest> backupThatIsTriedOut() throws Exception {
        return cancelled(CrashScenes.triedOutAfterwards());
    }

    @TestFactory
    Stream<DynamicTest> tryOut() throws Exception {
        return cancelled(CrashScenes.tryingOut());
    }

    @TestFactory
    Stream<DynamicTest> backupThatOverwritesAnother() throws Exception {
        return cancelled(CrashScenes.overwriting());
    }

    @TestFactory
    Stream<DynamicTest> backupUnderAnInstantOfTheStorage() throws Exception {
        return cancelled(CrashScenes.underAnInstant());
    }

    @TestFactory
    Stream<DynamicTest> backupUnderAHoldOfTheStorage() throws Exception {
        return cancelled(CrashScenes.underAHold());
    }

    @TestFactory
    Stream<DynamicTest> backupInBackupMode() throws Exception {
        return cancelled(CrashScenes.inBackupMode());
    }

    @TestFactory
    Stream<DynamicTest> backupThroughTheHost() throws Exception {
        return cancelled(CrashScenes.throughTheHost());
    }

    @TestFactory
    Stream<DynamicTest> incrementalBackup() throws Exception {
        return cancelled(CrashScenes.incremental());
    }

    @TestFactory
    Stream<DynamicTest> mixedBackup() throws Exception {
        return cancelled(CrashScenes.mixed());
    }

    @TestFactory
    Stream<DynamicTest> deletion() throws Exception {
        return cancelled(CrashScenes.deleting());
    }

    @TestFactory
    Stream<DynamicTest> extraction() throws Exception {
        return cancelled(CrashScenes.extracting());
    }

    @TestFactory
    Stream<DynamicTest> restoreWithUndoCopy() throws Exception {
        return cancelled(CrashScenes.restoringWithUndo());
    }

    @TestFactory
    Stream<DynamicTest> restoreWithoutUndoCopy() throws Exception {
        return cancelled(CrashScenes.restoringWithoutUndo());
    }

    @TestFactory
    Stream<DynamicTest> restoreThatUsesItsCopyUp() throws Exception {
        return cancelled(CrashScenes.usingUp());
    }

    /** The control: what the matrix does is heard, as long as there is something to break off. */
    @Test
    void whatIsCancelledBeforeItsWindow_isCancelled_andWhatIsCompleteStays() throws Exception {
        assertThat(endOf("before system.arm")).contains(Outcome.CANCELLED);
        assertThat(endOf("after blade.keep")).contains(Outcome.COMPLETE);
    }

    private static Optional<Outcome> endOf(String point) throws Exception {
        return new CancelCase(CrashScenes.underLogSuspend(), new Point(point, 1)).play();
    }

    private static Stream<DynamicTest> cancelled(CrashScene scene) throws Exception {
        return PointSample.of(new CrashCase(scene, List.of()).nextPoints(), SAMPLE)
                .map(point -> DynamicTest.dynamicTest("cancelled " + point, () -> new CancelCase(scene, point).play()));
    }
}
