package org.copyblade.manager.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.copyblade.api.Backup;
import org.copyblade.api.BackupId;
import org.copyblade.api.BackupQuery;
import org.copyblade.api.CopybladeException;
import org.copyblade.api.Outcome;
import org.copyblade.api.Run;
import org.copyblade.blade.memory.Behaviour;
import org.copyblade.manager.internal.rig.CrashPoints;
import org.copyblade.manager.internal.rig.ManagerRig;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Kills the manager before and after every call to blade, system and catalog of a backup and of a restore, starts it again
 * and looks: the system runs, no copy is left that nobody knows, no COMPLETE backup is lost. The points come from a trace of
 * a run that nobody kills. A sample runs always, all of them with {@code -Pmatrix}.
 */
class CrashMatrixTest {

    private static final boolean ALL = Boolean.getBoolean("copyblade.matrix");
    private static final int SAMPLE = 12;

    private interface Work {
        void start(ManagerRig rig) throws Exception;
    }

    @TestFactory
    List<DynamicTest> backupUnderLogSuspend() throws Exception {
        return matrix(Behaviour.snapshots("array"), rig -> rig.backups().start(ManagerRig.SYSTEM, Map.of()));
    }

    @TestFactory
    List<DynamicTest> backupThatOverwritesAnother() throws Exception {
        return matrix(Behaviour.snapshots("array"), 2, rig -> rig.backups().start(ManagerRig.SYSTEM, Map.of()));
    }

    @TestFactory
    List<DynamicTest> backupUnderAHoldOfTheStorage() throws Exception {
        return matrix(Behaviour.snapshots("array"), rig -> rig.backups()
                .start(ManagerRig.SYSTEM, Map.of("consistency", "storage")));
    }

    @TestFactory
    List<DynamicTest> backupInBackupMode() throws Exception {
        return matrix(Behaviour.snapshots("array"), rig -> rig.backups()
                .start(ManagerRig.SYSTEM, Map.of("consistency", "backup-mode")));
    }

    @TestFactory
    List<DynamicTest> restoreWithUndoCopy() throws Exception {
        return matrix(Behaviour.snapshots("array"), rig -> {
            Backup good = rig.backups().list(BackupQuery.NEWEST).get(0);
            rig.restores().start(good.id(), true);
        });
    }

    private static List<DynamicTest> matrix(Behaviour behaviour, Work work) throws Exception {
        return matrix(behaviour, 1, work);
    }

    private static List<DynamicTest> matrix(Behaviour behaviour, int backupsBefore, Work work) throws Exception {
        List<String> trace = trace(behaviour, backupsBefore, work);
        int step = ALL ? 1 : Math.max(1, trace.size() / SAMPLE);
        List<DynamicTest> tests = new ArrayList<>();
        IntStream.iterate(0, point -> point < trace.size(), point -> point + step)
                .forEach(point -> tests.add(DynamicTest.dynamicTest(
                        "killed at " + point + " " + trace.get(point),
                        () -> kill(behaviour, backupsBefore, work, point))));
        return tests;
    }

    private static ManagerRig rigWithBackups(Behaviour behaviour, int backups) throws Exception {
        ManagerRig rig = new ManagerRig(behaviour);
        for (int i = 0; i < 10; i++) {
            rig.server.commit();
        }
        for (int i = 0; i < backups; i++) {
            assertThat(rig.backUp(Map.of()).outcome()).contains(Outcome.COMPLETE);
        }
        return rig;
    }

    private static List<String> trace(Behaviour behaviour, int backupsBefore, Work work) throws Exception {
        ManagerRig rig = rigWithBackups(behaviour, backupsBefore);
        rig.close();
        rig.restart(CrashPoints.none());
        work.start(rig);
        settle(rig);
        List<String> trace = rig.points().trace();
        rig.close();
        return trace;
    }

    private static void kill(Behaviour behaviour, int backupsBefore, Work work, int point) throws Exception {
        ManagerRig rig = rigWithBackups(behaviour, backupsBefore);
        BackupId good = rig.backups().list(BackupQuery.NEWEST).get(0).id();
        rig.close();
        try {
            rig.restart(CrashPoints.at(point, rig.server::managerDied));
            work.start(rig);
            settle(rig);
        } catch (CrashPoints.Dead e) {
            // Died in the thread of the command.
        } catch (CopybladeException e) {
            // Died while settling: then nothing new begins.
            assertThat(rig.points().isDead()).as(e.getMessage()).isTrue();
        }
        rig.awaitDeath(Duration.ofSeconds(20));
        rig.restart(CrashPoints.none());
        settle(rig);

        assertThat(rig.server.isHeld()).as("held").isFalse();
        assertThat(rig.server.isRunning()).as("running").isTrue();
        assertThat(rig.server.tryCommit()).as("takes work").isTrue();
        assertThat(rig.catalog.openRuns()).as("open runs").isEmpty();
        assertThat(rig.backups().get(good).state()).as("the good backup").isEqualTo(Backup.State.COMPLETE);
        assertThat(rig.reconciliation().reconcile(false).items()).as("orphans").isEmpty();
        assertThat(rig.backups().list(BackupQuery.NEWEST))
                .extracting(Backup::state)
                .as("backups nobody takes any more")
                .doesNotContain(Backup.State.RESERVED, Backup.State.RUNNING);
        TreeSet<String> usable = new TreeSet<>();
        for (Backup backup : rig.backups().list(BackupQuery.NEWEST)) {
            if (backup.state() == Backup.State.COMPLETE) {
                usable.add(backup.id().value());
                Run verify = rig.ended(rig.backups().verify(backup.id()));
                assertThat(verify.outcome()).as(verify.message()).contains(Outcome.COMPLETE);
            }
        }
        assertThat(usable).isNotEmpty();
        rig.close();
    }

    /** Waits until no run is open, or the manager is dead. */
    private static void settle(ManagerRig rig) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!rig.points().isDead() && end - System.nanoTime() > 0) {
            if (rig.catalog.openRuns().isEmpty() && rig.isIdle()) {
                return;
            }
            Thread.sleep(2);
        }
    }
}
