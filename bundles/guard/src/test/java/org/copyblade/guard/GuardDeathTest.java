package org.copyblade.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.copyblade.guard.internal.Eventually;
import org.copyblade.guard.internal.LeaseOf;
import org.copyblade.guard.internal.Metronome;
import org.copyblade.guard.internal.ServerTree;
import org.copyblade.guard.internal.Signal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever dies or stands still, the server goes on: at once if a death can be seen, else within the limit and 250 ms. */
@Timeout(60)
class GuardDeathTest {
    private static final Duration LIMIT = Duration.ofMillis(800);
    private static final long LATEST_NANOS = LIMIT.plusMillis(250).toNanos();
    private static final long AT_ONCE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private final Guards guards = new Guards();
    private final String key = "death-test-" + UUID.randomUUID();
    private final Metronome metronome = Metronome.start();
    private ServerTree tree;

    @BeforeEach
    void startServer() throws Exception {
        tree = ServerTree.start(8, ServerTree.WRITER);
    }

    @AfterEach
    void stopServer() throws Exception {
        guards.close();
        tree.close();
        metronome.close();
    }

    private GuardPair arm(Duration limit) throws GuardException {
        return guards.arm(new HoldRequest(key, 1, tree.leader(), limit));
    }

    /** Without the time that the machine itself stood still. */
    private long heldFor(long since) {
        Eventually.holds("the server goes on", () -> !tree.isAnyStopped());
        return metronome.since(since);
    }

    private static void assertBroken(Resumption resumption, String reason) {
        assertThat(resumption.verdict()).isEqualTo(Resumption.Verdict.BROKEN);
        assertThat(resumption.reason()).isEqualTo(reason);
        assertThat(resumption.heldUntilNanos()).isZero();
    }

    @Test
    void theLimitEndsTheHold() throws Exception {
        GuardPair pair = arm(LIMIT);
        Suspension suspension = pair.suspend();
        assertThat(heldFor(suspension.firstStopNanos())).isLessThan(LATEST_NANOS);
        assertThat(System.nanoTime()).isGreaterThan(suspension.deadlineNanos());
        assertBroken(pair.resume(), "the suspend limit was over and the guards let the server go on");
    }

    @Test
    void guardAKilled_guardBLetsTheServerGoOnAtOnce() throws Exception {
        oneGuardKilled(0, "guard B");
    }

    @Test
    void guardBKilled_guardALetsTheServerGoOnAtOnce() throws Exception {
        oneGuardKilled(1, "guard A");
    }

    private void oneGuardKilled(int guard, String other) throws Exception {
        GuardPair pair = arm(Duration.ofSeconds(30));
        pair.suspend();
        Signal.KILL.to(pair.guards().get(guard));
        assertThat(heldFor(System.nanoTime())).isLessThan(AT_ONCE_NANOS);
        Resumption resumption = pair.resume();
        assertBroken(resumption, "one of the two guards died and the other let the server go on");
        assertThat(resumption.resumedBy()).isEqualTo(other);
    }

    @Test
    void bothGuardsKilled_theManagerLetsTheServerGoOn() throws Exception {
        GuardPair pair = arm(Duration.ofSeconds(30));
        pair.suspend();
        killTogether(pair.guards());
        assertThat(tree.isAnyStopped()).isTrue();
        Resumption resumption = pair.resume();
        assertThat(tree.isAnyStopped()).isFalse();
        assertBroken(resumption, "neither guard answered and the manager let the server go on by itself");
        assertThat(resumption.resumedBy()).isEqualTo("manager");
    }

    /** Stopped first, so that neither can react to the death of the other. */
    private static void killTogether(List<Long> guards) {
        guards.forEach(Signal.STOP::to);
        guards.forEach(Signal.KILL::to);
    }

    @Test
    void bothGuardsAndTheManagerDie_theNextStartLetsTheServerGoOn() throws Exception {
        try (OtherManager manager = OtherManager.holding(key, 1, tree, Duration.ofSeconds(30))) {
            manager.guards().forEach(Signal.STOP::to);
            Signal.KILL.to(manager.pid());
            killTogether(manager.guards());
            int stopped = tree.states().size();

            Abandoned abandoned = guards.resumeAbandoned(key, 1, tree.directory());
            assertThat(tree.isAnyStopped()).isFalse();
            assertThat(abandoned.continued()).hasSize(stopped);
            assertThat(guards.resumeAbandoned(key, 1, tree.directory()).nothing())
                    .isTrue();
            guards.arm(new HoldRequest(key, 2, tree.leader(), LIMIT)).close();
        }
    }

    @Test
    void bothGuardsAndTheManagerDie_theNextStartOfAnyGuardsLetsTheServerGoOn() throws Exception {
        try (OtherManager manager = OtherManager.holding(key, 1, tree, Duration.ofSeconds(30))) {
            manager.guards().forEach(Signal.STOP::to);
            Signal.KILL.to(manager.pid());
            killTogether(manager.guards());
            assertThat(tree.isAnyStopped()).isTrue();
            new Guards().close();
            assertThat(tree.isAnyStopped()).isFalse();
        }
    }

    /** A manager that starts within the limit takes them for guards that will let go. */
    @Test
    void bothGuardsStoppedAndTheManagerDead_theNextStartLooksOnceMoreAfterTheLimit() throws Exception {
        try (OtherManager manager = OtherManager.holding(key, 1, tree, Duration.ofSeconds(5))) {
            manager.guards().forEach(Signal.STOP::to);
            Signal.KILL.to(manager.pid());
            try (Guards next = new Guards()) {
                assertThat(tree.isAnyStopped()).as("the limit is ahead").isTrue();
                Eventually.holds("the server goes on", () -> !tree.isAnyStopped());
                next.resumeAbandoned(key, 1, tree.directory());
            }
        }
    }

    @Test
    void liveGuardsOfAnotherManager_areLeftAloneAtTheStart() throws Exception {
        try (OtherManager manager = OtherManager.holding(key, 1, tree, Duration.ofSeconds(30))) {
            new Guards().close();
            assertThat(tree.isAnyStopped()).isTrue();
            assertThat(manager.resume()).startsWith("IN_FORCE");
        }
    }

    @Test
    void withoutALeaseStoppedProcessesAreFoundByTheirDirectory() throws Exception {
        tree.processes().forEach(Signal.STOP::to);
        Abandoned abandoned = guards.resumeAbandoned(key, 1, tree.directory());
        assertThat(abandoned.continued()).isNotEmpty();
        assertThat(tree.isAnyStopped()).isFalse();
    }

    @Test
    void managerKilled_theServerGoesOnAtOnceAndNoGuardStays() throws Exception {
        try (OtherManager manager = OtherManager.holding(key, 1, tree, Duration.ofSeconds(30))) {
            assertThat(tree.isAnyStopped()).isTrue();
            Signal.KILL.to(manager.pid());
            assertThat(heldFor(System.nanoTime())).isLessThan(AT_ONCE_NANOS);
            Eventually.holds("the guards end", () -> manager.guards().stream().noneMatch(LeaseOf::isRunning));
        }
    }

    @Test
    void managerStopped_theServerGoesOnAtTheLimitAndTheManagerLearnsOfIt() throws Exception {
        try (OtherManager manager = OtherManager.holding(key, 1, tree, LIMIT)) {
            long since = System.nanoTime();
            Signal.STOP.to(manager.pid());
            assertThat(heldFor(since)).isLessThan(LATEST_NANOS);
            Signal.CONT.to(manager.pid());
            assertThat(manager.resume())
                    .isEqualTo("BROKEN the suspend limit was over and the guards let the server go on");
        }
    }

    @Test
    void guardAStopped_guardBAnswers() throws Exception {
        oneGuardStopped(0, "guard B");
    }

    @Test
    void guardBStopped_guardAAnswers() throws Exception {
        oneGuardStopped(1, "guard A");
    }

    private void oneGuardStopped(int guard, String other) throws Exception {
        GuardPair pair = arm(Duration.ofSeconds(30));
        pair.suspend();
        Signal.STOP.to(pair.guards().get(guard));
        long since = System.nanoTime();
        Resumption resumption = pair.resume();
        assertThat(heldFor(since)).isLessThan(AT_ONCE_NANOS);
        assertThat(resumption.reason()).isEmpty();
        assertThat(resumption.resumedBy()).isEqualTo(other);
        pair.close();
        assertThat(pair.guards()).allMatch(ended -> ProcessHandle.of(ended).isEmpty());
        assertThat(tree.isAnyStopped()).isFalse();
    }

    @Test
    void guardAStoppedAndTheManagerStopped_guardBLetsTheServerGoOnAtTheLimit() throws Exception {
        try (OtherManager manager = OtherManager.holding(key, 1, tree, LIMIT)) {
            long since = System.nanoTime();
            Signal.STOP.to(manager.pid());
            Signal.STOP.to(manager.guards().get(0));
            assertThat(heldFor(since)).isLessThan(LATEST_NANOS);
            manager.guards().forEach(Signal.CONT::to);
        }
    }

    @Test
    void guardBMissing_nothingIsStopped() throws Exception {
        GuardPair pair = arm(LIMIT);
        Signal.KILL.to(pair.guards().get(1));
        // On a busy machine its death is seen a little later than its silence.
        assertThatThrownBy(pair::suspend)
                .isInstanceOf(GuardException.class)
                .hasMessageMatching("cannot suspend " + key + ": guard B (has died|does not answer)");
        assertThat(tree.isAnyStopped()).isFalse();
    }

    @Test
    void guardAStoppedBeforeSuspend_isGivenUpAtTheLimit() throws Exception {
        GuardPair pair = arm(LIMIT);
        Signal.STOP.to(pair.guards().get(0));
        assertThatThrownBy(pair::suspend)
                .isInstanceOf(GuardException.class)
                .hasMessage("cannot suspend " + key + ": guard A does not answer");
        Signal.CONT.to(pair.guards().get(0));
        pair.close();
        assertThat(tree.isAnyStopped()).isFalse();
    }

    @Test
    void leaderKilledInTheWindow_itsChildrenAreContinued() throws Exception {
        GuardPair pair = arm(Duration.ofSeconds(30));
        pair.suspend();
        long leader = tree.leader().pid();
        Signal.KILL.to(leader);
        tree.process().waitFor();
        Resumption resumption = pair.resume();
        assertThat(tree.processes()).isNotEmpty();
        assertThat(tree.isAnyStopped()).isFalse();
        assertBroken(resumption, "process " + leader + " ran while it was held: somebody else continued or ended it");
    }

    @Test
    void guardsIgnoreTheSignalsThatEndPrograms() throws Exception {
        GuardPair pair = arm(Duration.ofSeconds(30));
        pair.suspend();
        for (long guard : pair.guards()) {
            Signal.TERM.to(guard);
            Signal.INT.to(guard);
            Signal.HUP.to(guard);
            Signal.QUIT.to(guard);
        }
        assertThat(pair.resume().reason()).isEmpty();
    }
}
