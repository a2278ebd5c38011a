package org.copyblade.manager.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.copyblade.api.Backup;
import org.copyblade.api.BackupId;
import org.copyblade.api.Outcome;
import org.copyblade.api.Phase;
import org.copyblade.api.Run;
import org.copyblade.api.RunId;
import org.copyblade.api.SystemStatus;
import org.copyblade.blade.memory.Behaviour;
import org.copyblade.catalog.Change;
import org.copyblade.catalog.JournalEntry;
import org.copyblade.manager.internal.rig.CrashPoints;
import org.copyblade.manager.internal.rig.ManagerRig;
import org.copyblade.manager.internal.window.WindowCopying;
import org.copyblade.system.memory.SystemFaults;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the next start does when settling is not as easy as that: the guards have died too, or there is more to settle. */
class SettlementTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final ManagerRig rig = new ManagerRig(Behaviour.snapshots("array"));

    @AfterEach
    void close() {
        rig.server.faults().clear();
        rig.close();
    }

    /** Kills the manager inside a window, and the guards with it: the server stays held. */
    private void dieInTheWindow() throws Exception {
        rig.options.put("generations", "9");
        rig.backUp(Map.of());
        rig.close();
        rig.restart(CrashPoints.none());
        rig.backUp(Map.of());
        CrashPoints.Point resume = rig.points().trace().stream()
                .filter(point -> point.name().equals("before system.resume"))
                .findFirst()
                .orElseThrow();
        rig.close();
        rig.restart(CrashPoints.at(resume, () -> {}));
        rig.backups().start(ManagerRig.SYSTEM, Map.of());
        rig.settle();
        assertThat(rig.points().isDead()).isTrue();
        rig.close();
        assertThat(rig.server.isHeld()).isTrue();
    }

    private void appendAlienToken() throws Exception {
        RunId open = rig.catalog.openRuns().get(0).id();
        JournalEntry alien = new JournalEntry(
                open, Instant.now(), JournalEntry.Kind.INTENT, WindowCopying.SUSPEND, ManagerRig.SYSTEM, "[alien]");
        rig.catalog.commit(List.of(new Change.Append(alien)));
    }

    private static Run openTryOut(RunId id, BackupId backup) {
        return new Run(
                id,
                Run.Kind.VERIFY,
                ManagerRig.SYSTEM,
                ManagerRig.SYSTEM,
                Optional.of(backup),
                Phase.TRY_OUT,
                Optional.empty(),
                0,
                Instant.now(),
                Optional.empty(),
                "",
                "",
                List.of());
    }

    private void awaitResume() throws InterruptedException {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (rig.points().trace().stream().noneMatch(point -> point.name().equals("after system.resume"))
                && end - System.nanoTime() > 0) {
            Thread.sleep(2);
        }
    }

    private void awaitSettled() throws InterruptedException {
        rig.settle();
        assertThat(rig.catalog.openRuns()).isEmpty();
    }

    @Test
    void resumeThatFails_isTriedUntilTheSystemRuns_andShownMeanwhile() throws Exception {
        dieInTheWindow();
        rig.server.faults().always(SystemFaults.Step.RESUME, SystemFaults.Fault.UNCHECKED);
        rig.restart(CrashPoints.none());
        awaitResume();
        SystemStatus status = rig.systems().list().get(0);
        assertThat(status.suspended()).isTrue();
        assertThat(status.isRed()).isTrue();
        assertThat(status.problem()).startsWith("it may still be suspended").contains("asks it to go on");
        assertThat(rig.server.isHeld()).isTrue();
        rig.server.faults().clear();
        awaitSettled();
        assertThat(rig.server.isHeld()).isFalse();
        assertThat(rig.systems().list().get(0).suspended()).isFalse();
        assertThat(rig.systems().list().get(0).problem()).doesNotContain("suspended");
    }

    @Test
    void managerStoppedBeforeTheSystemRuns_leavesTheRunOpenToTheNextStart() throws Exception {
        dieInTheWindow();
        rig.server.faults().always(SystemFaults.Step.RESUME, SystemFaults.Fault.UNCHECKED);
        rig.restart(CrashPoints.none());
        awaitResume();
        rig.close();
        assertThat(rig.catalog.openRuns()).hasSize(1);
        rig.server.faults().clear();
        rig.restart(CrashPoints.none());
        awaitSettled();
        assertThat(rig.server.isHeld()).isFalse();
    }

    /** Another version has written it; who made it is not there to be asked. */
    @Test
    void tokenThatCannotBeRead_isResumedAllTheSame() throws Exception {
        dieInTheWindow();
        appendAlienToken();

        rig.restart(CrashPoints.none());
        awaitSettled();

        assertThat(rig.server.isHeld()).isFalse();
        assertThat(rig.systems().list().get(0).suspended()).isFalse();
        assertThat(rig.backUp(Map.of()).outcome()).isEqualTo(Optional.of(Outcome.COMPLETE));
    }

    /** To go on takes nothing that has to be written first. */
    @Test
    void tokenThatCannotBeRead_inACatalogThatIsFull_letsTheSystemGoOn() throws Exception {
        dieInTheWindow();
        appendAlienToken();
        rig.catalog.full(true);
        try {
            rig.restart(CrashPoints.none());
            awaitResume();
            assertThat(rig.points().trace()).extracting(CrashPoints.Point::name).contains("after system.resume");
            assertThat(rig.server.isHeld()).isFalse();
        } finally {
            rig.catalog.full(false);
        }
        awaitSettled();
        assertThat(rig.systems().list().get(0).suspended()).isFalse();
        assertThat(rig.backUp(Map.of()).outcome()).isEqualTo(Optional.of(Outcome.COMPLETE));
    }

    @Test
    void severalOpenRunsOfOneSystem_areSettledOneAfterTheOther() throws Exception {
        BackupId good = rig.backUp(Map.of()).backup().orElseThrow();
        rig.close();
        for (int number = 100; number < 103; number++) {
            rig.catalog.commit(List.of(new Change.SaveRun(openTryOut(RunId.of(number), good))));
        }
        rig.restart(CrashPoints.none());
        awaitSettled();
        for (int number = 100; number < 103; number++) {
            assertThat(rig.catalog.run(RunId.of(number)).flatMap(Run::outcome)).contains(Outcome.FAILED);
        }
        assertThat(rig.backups().get(good).state()).isEqualTo(Backup.State.COMPLETE);
        assertThat(rig.backUp(Map.of()).outcome()).isEqualTo(Optional.of(Outcome.COMPLETE));
    }

    /** What copies of data sets have left holds up nobody, least of all a system that is suspended. */
    @Test
    void ordersThatCannotBeRead_keepNothingFromBeingSettledOrBegun() throws Exception {
        dieInTheWindow();
        rig.restart(failing("before catalog.ordersThatRemain", Integer.MAX_VALUE));
        awaitSettled();
        assertThat(rig.server.isHeld()).isFalse();
        assertThat(rig.backUp(Map.of()).outcome()).isEqualTo(Optional.of(Outcome.COMPLETE));
    }

    @Test
    void openRunsThatCannotBeRead_areReadAgain() throws Exception {
        dieInTheWindow();
        rig.restart(failing("before catalog.journal", 3));
        awaitSettled();
        assertThat(rig.server.isHeld()).isFalse();
        assertThat(rig.backUp(Map.of()).outcome()).isEqualTo(Optional.of(Outcome.COMPLETE));
    }

    /** An error that is nobody's fault but ours, the first few times. */
    private static CrashPoints failing(String point, int times) {
        CrashPoints points = CrashPoints.none();
        AtomicInteger left = new AtomicInteger(times);
        points.when(point, () -> {
            if (left.getAndDecrement() > 0) {
                throw new IllegalStateException("it reads badly");
            }
        });
        return points;
    }
}
