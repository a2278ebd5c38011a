package org.copyblade.manager.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.copyblade.api.Backup;
import org.copyblade.api.BackupId;
import org.copyblade.api.Outcome;
import org.copyblade.api.Run;
import org.copyblade.api.RunId;
import org.copyblade.blade.memory.Behaviour;
import org.copyblade.manager.internal.lease.LeaseTable;
import org.copyblade.manager.internal.rig.CrashPoints;
import org.copyblade.manager.internal.rig.CrashPoints.Point;
import org.copyblade.manager.internal.rig.CrashScene;
import org.copyblade.manager.internal.rig.ManagerRig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A manager that stops while one of its runs waits for a blade or an adapter that is gone, which it would do for a day here. */
class StopWhileWaitingFlowTest {

    private final ManagerRig rig = new ManagerRig(Behaviour.snapshots("array"));
    private final AtomicBoolean gone = new AtomicBoolean(true);
    private BackupId id;

    @BeforeEach
    void takeABackup() throws Exception {
        rig.close();
        rig.absent = Duration.ofDays(1);
        rig.restart(CrashPoints.none());
        id = CrashScene.complete(rig.backUp(Map.of())).backup().orElseThrow();
    }

    @AfterEach
    void close() {
        rig.close();
    }

    /** Something that is waited for goes when a run has come to this point. */
    private void goesAt(String point, Runnable going) {
        gone.set(false);
        rig.points().when(point, () -> {
            going.run();
            gone.set(true);
        });
    }

    private void stopOnceItWaits() {
        await().atMost(Duration.ofMinutes(5)).until(() -> gone.get() && somebodyWaits());
        rig.close();
    }

    /** The thread of the run, or one that asks for it. */
    private static boolean somebodyWaits() {
        return Thread.getAllStackTraces().values().stream()
                .anyMatch(frames -> isIn(frames, "leaseAll") && isIn(frames, "awaitChange"));
    }

    private static boolean isIn(StackTraceElement[] frames, String method) {
        return Arrays.stream(frames)
                .anyMatch(frame -> frame.getClassName().equals(LeaseTable.class.getName())
                        && frame.getMethodName().equals(method));
    }

    private Run newest() throws Exception {
        return rig.catalog.runs(1).get(0);
    }

    private Run settled() throws Exception {
        rig.restart(CrashPoints.none());
        rig.settle();
        return newest();
    }

    @Test
    void backupThatLooksForItsVolumes_isCancelled() throws Exception {
        rig.removeBlade(0);
        rig.backups().start(ManagerRig.SYSTEM, Map.of());
        stopOnceItWaits();

        assertThat(newest().outcome()).contains(Outcome.CANCELLED);
        assertThat(newest().message()).endsWith("blade memory is not there, and the manager stops");
        assertThat(newest().backup()).isEmpty();
        assertThat(rig.catalog.openRuns()).isEmpty();
    }

    @Test
    void backupWhoseWindowIsToBeOpened_isCancelled_andTheSystemRuns() throws Exception {
        goesAt("before system.settle", () -> rig.removeBlade(0));
        rig.backups().start(ManagerRig.SYSTEM, Map.of());
        stopOnceItWaits();

        assertThat(newest().outcome()).contains(Outcome.CANCELLED);
        assertThat(rig.server.isHeld()).isFalse();
        Backup begun = rig.catalog
                .backup(newest().backup().orElseThrow())
                .orElseThrow()
                .backup();
        assertThat(begun.state()).isEqualTo(Backup.State.FAILED);
        rig.restart(CrashPoints.none());
        CrashScene.complete(rig.backUp(Map.of()));
    }

    @Test
    void restoreThatCopiesBack_isGoneOnWithByTheNextStart() throws Exception {
        goesAt("after system.bar", () -> rig.removeBlade(0));
        RunId run = rig.restores().start(id, false);
        stopOnceItWaits();

        assertThat(rig.catalog.openRuns()).extracting(Run::id).containsExactly(run);
        assertThat(settled().outcome()).as(newest().message()).contains(Outcome.COMPLETE);
    }

    @Test
    void deletion_isGoneOnWithByTheNextStart() throws Exception {
        CrashScene.complete(rig.backUp(Map.of()));
        rig.removeBlade(0);
        RunId run = rig.backups().delete(id);
        stopOnceItWaits();

        assertThat(rig.catalog.openRuns()).extracting(Run::id).containsExactly(run);
        assertThat(settled().outcome()).as(newest().message()).contains(Outcome.COMPLETE);
        assertThat(rig.catalog.leftovers(ManagerRig.SYSTEM)).isEmpty();
    }

    @Test
    void cloneThatIsToBeDiscarded_isDiscardedByTheNextStart() throws Exception {
        goesAt("after system.tryOut", () -> rig.removeBlade(0));
        RunId run = rig.backups().verify(id);
        stopOnceItWaits();

        assertThat(rig.catalog.openRuns()).extracting(Run::id).containsExactly(run);
        assertThat(settled().outcome()).as(newest().message()).contains(Outcome.COMPLETE);
        assertThat(newest().message()).startsWith("backup " + id + " passed: ");
        assertThat(rig.backups().get(id).verified())
                .as("what was found before the stop")
                .isPresent();
    }

    @Test
    void backupThatLooksForItsSystem_isCancelled() throws Exception {
        rig.removeSystem();
        rig.backups().start(ManagerRig.SYSTEM, Map.of());
        stopOnceItWaits();

        assertThat(newest().outcome()).contains(Outcome.CANCELLED);
        assertThat(newest().message()).endsWith("the adapter of system bank is not there, and the manager stops");
        assertThat(rig.catalog.openRuns()).isEmpty();
    }

    @Test
    void restoreWhoseSystemIsToBeStarted_isGoneOnWithByTheNextStart() throws Exception {
        goesAt("after blade.restore", () -> rig.removeSystem());
        RunId run = rig.restores().start(id, false);
        stopOnceItWaits();

        assertThat(rig.catalog.openRuns()).extracting(Run::id).containsExactly(run);
        assertThat(settled().outcome()).as(newest().message()).contains(Outcome.COMPLETE);
        assertThat(rig.server.isRunning()).isTrue();
    }

    /** Nothing was copied back, but the system is down: the next start of the manager starts it. */
    @Test
    void restoreThatHasStoppedItsSystemOnly_isEndedByTheNextStart_andTheSystemRuns() throws Exception {
        goesAt("after blade.harden", () -> rig.removeSystem());
        RunId run = rig.restores().start(id, true);
        stopOnceItWaits();

        assertThat(rig.catalog.openRuns()).extracting(Run::id).containsExactly(run);
        assertThat(rig.server.isRunning()).isFalse();
        assertThat(settled().message()).endsWith("before anything was copied back; the data is as before");
        assertThat(rig.server.isRunning()).isTrue();
    }

    /** A storage that is waited for may take hours, and a successor must not find its work done by two. */
    private void stopWhileTheStorageIsAtIt(String point) {
        await().atMost(Duration.ofMinutes(1)).until(() -> rig.points().trace().contains(new Point(point, 3)));
        long begin = System.nanoTime();
        rig.close();
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));
        rig.endless = false;
    }

    private void leaveSoon() {
        rig.close();
        rig.leaving = Duration.ofMillis(100);
        rig.restart(CrashPoints.none());
    }

    @Test
    void deletionThatWaitsForItsStorage_isGoneOnWithByTheNextStart() throws Exception {
        CrashScene.complete(rig.backUp(Map.of()));
        leaveSoon();
        rig.endless = true;
        RunId run = rig.backups().delete(id);
        stopWhileTheStorageIsAtIt("after blade.withdraw");

        assertThat(rig.catalog.openRuns()).extracting(Run::id).containsExactly(run);
        assertThat(settled().outcome()).as(newest().message()).contains(Outcome.COMPLETE);
        assertThat(rig.catalog.leftovers(ManagerRig.SYSTEM)).isEmpty();
    }

    @Test
    void restoreThatWaitsForItsStorage_isGoneOnWithByTheNextStart() throws Exception {
        leaveSoon();
        rig.endless = true;
        RunId run = rig.restores().start(id, false);
        stopWhileTheStorageIsAtIt("after blade.restore");

        assertThat(rig.catalog.openRuns()).extracting(Run::id).containsExactly(run);
        assertThat(settled().outcome()).as(newest().message()).contains(Outcome.COMPLETE);
        assertThat(rig.server.isRunning()).isTrue();
    }
}
