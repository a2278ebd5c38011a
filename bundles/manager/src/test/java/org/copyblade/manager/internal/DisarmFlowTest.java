package org.copyblade.manager.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.copyblade.api.Finding;
import org.copyblade.api.Outcome;
import org.copyblade.api.Run;
import org.copyblade.api.RunId;
import org.copyblade.blade.memory.Behaviour;
import org.copyblade.manager.internal.rig.CrashPoints;
import org.copyblade.manager.internal.rig.CrashPoints.Point;
import org.copyblade.manager.internal.rig.CrashScene;
import org.copyblade.manager.internal.rig.ManagerRig;
import org.copyblade.system.memory.SystemFaults;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An adapter that cannot end its guards: a system that has confirmed that it goes on is waited for no more. */
@Timeout(60)
class DisarmFlowTest {

    private final ManagerRig rig = new ManagerRig(Behaviour.snapshots("array"));
    private final AtomicInteger thrown = new AtomicInteger();

    @AfterEach
    void close() {
        rig.server.faults().clear();
        canDisarm();
        rig.close();
    }

    private void cannotDisarm() {
        rig.points().when("before system.disarm", () -> {
            thrown.incrementAndGet();
            throw new IllegalStateException("broken by the test");
        });
    }

    private void canDisarm() {
        rig.points().when("before system.disarm", () -> {});
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Also that no thread is left behind. */
    private static void awaitNoneIsBeingEnded() {
        await().atMost(Duration.ofSeconds(30)).until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("disarm-" + ManagerRig.SYSTEM)));
    }

    private static List<String> told(Run run) {
        return run.findings().stream()
                .filter(finding -> finding.severity() == Finding.Severity.WARNING)
                .map(finding -> finding.subject() + " " + finding.text())
                .toList();
    }

    private void assertTold(Run run) {
        assertThat(told(run))
                .contains("bank goes on, but guards of its suspension by run " + run.id()
                        + " may still be armed: IllegalStateException: broken by the test");
    }

    private List<String> guardCalls() {
        return rig.points().trace().stream()
                .map(Point::name)
                .filter(name -> name.equals("before system.disarm") || name.equals("before system.arm"))
                .toList();
    }

    @Test
    void backupIsComplete_thoughItsGuardsCannotBeEnded_andTheNextOneEndsThem() throws Exception {
        cannotDisarm();

        Run run = CrashScene.complete(rig.backUp(Map.of()));

        assertTold(run);
        assertThat(rig.server.tryCommit()).isTrue();
        assertThat(rig.systems().list().get(0).suspended()).isFalse();

        canDisarm();
        Run next = CrashScene.complete(rig.backUp(Map.of()));
        assertThat(told(next)).isEmpty();
        assertThat(guardCalls())
                .containsExactly(
                        "before system.arm",
                        "before system.disarm",
                        "before system.disarm",
                        "before system.arm",
                        "before system.disarm");
        CrashScene.complete(rig.backUp(Map.of()));
        assertThat(guardCalls()).as("what is ended is not ended again").hasSize(7);
    }

    @Test
    void guardsThatCannotBeEndedAgain_areToldOfAgain_andKeepNoBackupOff() throws Exception {
        cannotDisarm();
        Run first = CrashScene.complete(rig.backUp(Map.of()));

        Run second = CrashScene.complete(rig.backUp(Map.of()));

        assertThat(told(second))
                .containsExactlyInAnyOrder(
                        "bank goes on, but guards of its suspension by run " + first.id()
                                + " may still be armed: IllegalStateException: broken by the test",
                        "bank goes on, but guards of its suspension by run " + second.id()
                                + " may still be armed: IllegalStateException: broken by the test");
    }

    @Test
    void systemThatConfirmsLate_isNotAskedForEver() throws Exception {
        cannotDisarm();
        rig.server.faults().always(SystemFaults.Step.RESUME, SystemFaults.Fault.UNCHECKED);
        RunId id = rig.backups().start(ManagerRig.SYSTEM, Map.of());
        await().atMost(Duration.ofSeconds(30))
                .until(() -> rig.points().trace().contains(new Point("after system.resume", 2)));
        rig.server.faults().clear();

        Run run = rig.ended(id);

        assertThat(run.outcome()).as(run.message()).contains(Outcome.UNUSABLE);
        assertTold(run);
        assertThat(thrown).hasValue(1);
        assertThat(rig.systems().list().get(0).suspended()).isFalse();
    }

    @Test
    void guardsWhoseEndHangs_holdNoRun_andAreEndedWhenItIsDone() throws Exception {
        rig.disarming = Duration.ofMillis(200);
        rig.restart(CrashPoints.none());
        CountDownLatch hanging = new CountDownLatch(1);
        rig.points().when("before system.disarm", () -> awaitUninterrupted(hanging));
        try {
            Run first = CrashScene.complete(rig.backUp(Map.of()));
            Run second = CrashScene.complete(rig.backUp(Map.of()));

            assertThat(told(first))
                    .containsExactly("bank goes on, but guards of its suspension by run " + first.id()
                            + " may still be armed: they were not ended within 0.2 s");
            assertThat(told(second))
                    .containsExactlyInAnyOrder(
                            "bank goes on, but guards of its suspension by run " + first.id()
                                    + " may still be armed: an earlier attempt is still under way",
                            "bank goes on, but guards of its suspension by run " + second.id()
                                    + " may still be armed: they were not ended within 0.2 s");
            assertThat(rig.server.tryCommit()).isTrue();
            assertThat(rig.systems().list().get(0).suspended()).isFalse();
            assertThat(guardCalls().stream().filter("before system.disarm"::equals))
                    .as("none is told twice at one time")
                    .hasSize(2);
        } finally {
            hanging.countDown();
        }
        awaitNoneIsBeingEnded();
        canDisarm();

        assertThat(told(CrashScene.complete(rig.backUp(Map.of())))).isEmpty();
        assertThat(guardCalls().stream().filter("before system.disarm"::equals))
                .as("what has ended late is not ended again")
                .hasSize(3);
    }

    @Test
    void guardsWhoseEndHangs_holdNoStop_andNeitherTheirAdapter() throws Exception {
        CountDownLatch hanging = new CountDownLatch(1);
        CountDownLatch hangs = new CountDownLatch(1);
        rig.points().when("before system.disarm", () -> {
            hangs.countDown();
            awaitUninterrupted(hanging);
        });
        try {
            RunId id = rig.backups().start(ManagerRig.SYSTEM, Map.of());
            hangs.await();

            long before = System.nanoTime();
            rig.close();
            rig.removeSystem();

            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(15));
            Run run = rig.catalog.run(id).orElseThrow();
            assertThat(run.outcome()).as(run.message()).isPresent();
            assertThat(told(run))
                    .contains("bank goes on, but guards of its suspension by run " + id
                            + " may still be armed: they were not ended before Copyblade stopped");
            assertThat(rig.server.isHeld()).isFalse();
        } finally {
            hanging.countDown();
        }
        awaitNoneIsBeingEnded();
    }

    @Test
    void runThatACrashHasLeft_isSettled_thoughTheEndOfItsGuardsHangs() throws Exception {
        rig.close();
        rig.restart(CrashPoints.at(new Point("after system.suspend", 1), () -> {}));
        RunId id = rig.backups().start(ManagerRig.SYSTEM, Map.of());
        rig.settle();
        rig.close();
        assertThat(rig.server.isHeld()).isTrue();

        CountDownLatch hanging = new CountDownLatch(1);
        CrashPoints points = CrashPoints.none();
        points.when("before system.disarm", () -> awaitUninterrupted(hanging));
        rig.disarming = Duration.ofMillis(200);
        try {
            rig.restart(points);
            rig.settle();

            Run run = rig.catalog.run(id).orElseThrow();
            assertThat(run.outcome()).as(run.message()).contains(Outcome.UNUSABLE);
            assertThat(told(run))
                    .contains("bank goes on, but guards of its suspension by run " + id
                            + " may still be armed: they were not ended within 0.2 s");
            assertThat(rig.server.isHeld()).isFalse();
            assertThat(rig.systems().list().get(0).suspended()).isFalse();
        } finally {
            hanging.countDown();
        }
        awaitNoneIsBeingEnded();
    }

    @Test
    void runThatACrashHasLeft_isSettled_thoughItsGuardsCannotBeEnded() throws Exception {
        rig.close();
        rig.restart(CrashPoints.at(new Point("after system.suspend", 1), () -> {}));
        RunId id = rig.backups().start(ManagerRig.SYSTEM, Map.of());
        rig.settle();
        assertThat(rig.points().isDead()).isTrue();
        rig.close();
        assertThat(rig.server.isHeld()).isTrue();

        rig.restart(brokenFromTheBeginning());
        rig.settle();

        Run run = rig.catalog.run(id).orElseThrow();
        assertThat(run.outcome()).as(run.message()).contains(Outcome.UNUSABLE);
        assertTold(run);
        assertThat(rig.server.isHeld()).isFalse();
    }

    private CrashPoints brokenFromTheBeginning() {
        CrashPoints points = CrashPoints.none();
        points.when("before system.disarm", () -> {
            throw new IllegalStateException("broken by the test");
        });
        return points;
    }
}
