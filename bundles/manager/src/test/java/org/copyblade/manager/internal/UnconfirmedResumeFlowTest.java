package org.copyblade.manager.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.copyblade.api.Backup;
import org.copyblade.api.Outcome;
import org.copyblade.api.Run;
import org.copyblade.api.RunId;
import org.copyblade.api.SystemStatus;
import org.copyblade.blade.memory.Behaviour;
import org.copyblade.manager.internal.rig.CrashPoints;
import org.copyblade.manager.internal.rig.CrashPoints.Point;
import org.copyblade.manager.internal.rig.CrashScene;
import org.copyblade.manager.internal.rig.ManagerRig;
import org.copyblade.system.memory.MemorySystem;
import org.copyblade.system.memory.SystemFaults;
import org.copyblade.system.spi.ProtectedSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A system that does not confirm its resume, while the manager lives: no answer is no end of the suspension. */
class UnconfirmedResumeFlowTest {

    private final ManagerRig rig = new ManagerRig(Behaviour.snapshots("array"));

    @AfterEach
    void close() {
        rig.server.faults().clear();
        rig.close();
    }

    /** Begins a backup whose system does not answer to the resume, and waits until it was asked more than once. */
    private RunId unconfirmed() throws Exception {
        rig.server.faults().always(SystemFaults.Step.RESUME, SystemFaults.Fault.UNCHECKED);
        RunId run = rig.backups().start(ManagerRig.SYSTEM, Map.of());
        await().atMost(Duration.ofSeconds(30)).until(() -> asked() > 1 || ended(run));
        return run;
    }

    private long asked() {
        return rig.points().trace().stream()
                .filter(point -> point.name().equals("after system.resume"))
                .count();
    }

    private boolean ended(RunId run) throws Exception {
        return rig.runs().get(run).outcome().isPresent();
    }

    private SystemStatus status() throws Exception {
        return rig.systems().list().get(0);
    }

    private void assertItRuns() throws Exception {
        assertThat(rig.server.isHeld()).isFalse();
        assertThat(rig.server.tryCommit()).isTrue();
        assertThat(status().suspended()).isFalse();
        assertThat(status().problem()).doesNotContain("suspended");
    }

    @Test
    void theSystemIsAskedUntilItConfirms_andShownAsSuspendedMeanwhile() throws Exception {
        RunId run = unconfirmed();

        assertThat(rig.server.isHeld()).isTrue();
        assertThat(status().suspended()).isTrue();
        assertThat(status().isRed()).isTrue();
        assertThat(status().problem())
                .startsWith("it may still be suspended since the window of run " + run + "; run " + run
                        + " asks it to go on: trying again: resume bank: ");

        rig.server.faults().clear();
        Run done = rig.ended(run);
        assertThat(done.outcome()).contains(Outcome.UNUSABLE);
        assertItRuns();
        assertThat(rig.copies()).isEmpty();
        CrashScene.complete(rig.backUp(Map.of()));
    }

    /** A cancel wants the backup away, not the system to stand still. */
    @Test
    void aCancelledRunAsksOn() throws Exception {
        RunId run = unconfirmed();
        rig.runs().cancel(run);
        long before = asked();
        await().atMost(Duration.ofSeconds(30)).until(() -> asked() > before + 1 || ended(run));
        assertThat(status().suspended()).isTrue();

        rig.server.faults().clear();
        assertThat(rig.ended(run).outcome()).isPresent();
        assertItRuns();
    }

    /** The lease of the window is back: the adapter can be replaced by one that is able to resume. */
    @Test
    void theAdapterIsReplacedMeanwhile() throws Exception {
        RunId run = unconfirmed();
        rig.upgradeSystem();
        rig.server.faults().clear();

        assertThat(rig.ended(run).outcome()).contains(Outcome.UNUSABLE);
        assertItRuns();
    }

    @Test
    void aManagerThatStops_leavesTheRunToItsNextStart() throws Exception {
        RunId run = unconfirmed();
        rig.close();
        assertThat(rig.catalog.openRuns()).extracting(Run::id).containsExactly(run);

        rig.restart(CrashPoints.none());
        await().atMost(Duration.ofSeconds(30)).until(() -> asked() > 1);
        assertThat(status().problem()).startsWith("it may still be suspended since the manager ended in a window");
        rig.server.faults().clear();
        rig.settle();

        assertItRuns();
        Run settled = rig.catalog.run(run).orElseThrow();
        assertThat(settled.outcome()).contains(Outcome.UNUSABLE);
        assertThat(rig.backups().get(settled.backup().orElseThrow()).state()).isEqualTo(Backup.State.UNUSABLE);
        assertThat(rig.copies()).isEmpty();
    }

    /** The suspend itself failed, and nobody knows how far it had come. */
    @Test
    void aSuspendThatFailedIsAskedToo() throws Exception {
        rig.server.faults().next(SystemFaults.Step.SUSPEND, SystemFaults.Fault.LOST_REPLY);
        RunId run = unconfirmed();
        assertThat(status().suspended()).isTrue();

        rig.server.faults().clear();
        assertThat(rig.ended(run).outcome()).contains(Outcome.FAILED);
        assertItRuns();
    }

    /** What an adapter may throw: not even its text can be read. */
    private static final class Unreadable extends Error {
        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw new IllegalStateException("an error without a text");
        }
    }

    @Test
    void anErrorThatCannotBeRead_isNoEndOfAWindow_andTheSystemIsAskedAgain() throws Exception {
        rig.points().when(new Point("before system.resume", 1), () -> {
            throw new Unreadable();
        });

        Run run = rig.backUp(Map.of());

        assertThat(run.outcome()).as(run.message()).contains(Outcome.UNUSABLE);
        assertThat(run.message()).contains("Unreadable, whose text cannot be read");
        assertThat(rig.points().trace())
                .extracting(Point::name)
                .containsSubsequence(
                        "before system.suspend",
                        "before system.resume",
                        "before system.resume",
                        "after system.resume",
                        "before system.disarm");
        assertItRuns();
    }

    /** What is no answer confirms nothing, and its guards stay. */
    @Test
    void anAdapterThatAnswersNothing_isAskedAgain_andItsGuardsStayMeanwhile() throws Exception {
        List<String> calls = new CopyOnWriteArrayList<>();
        rig.cover(answeringNothing(calls, 3));

        Run run = rig.backUp(Map.of());

        assertThat(run.outcome()).as(run.message()).contains(Outcome.UNUSABLE);
        assertThat(calls).containsExactly("resume", "resume", "resume", "resume", "disarm");
        assertItRuns();
    }

    private ProtectedSystem answeringNothing(List<String> calls, int times) {
        MemorySystem behind = new MemorySystem(rig.server);
        return (ProtectedSystem) Proxy.newProxyInstance(
                getClass().getClassLoader(), MemorySystem.class.getInterfaces(), (proxy, method, arguments) -> {
                    if (List.of("resume", "disarm").contains(method.getName())) {
                        calls.add(method.getName());
                        if (calls.size() <= times) {
                            return null;
                        }
                    }
                    try {
                        return method.invoke(behind, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
