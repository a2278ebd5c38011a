package org.copyblade.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import org.copyblade.guard.internal.Eventually;
import org.copyblade.guard.internal.LeaseOf;
import org.copyblade.guard.internal.ServerTree;
import org.copyblade.guard.internal.Signal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Only the guards of the newest epoch have a say. */
@Timeout(60)
class FencingTest {
    private final Guards guards = new Guards();
    private final String key = "fencing-test-" + UUID.randomUUID();
    private ServerTree tree;

    @BeforeEach
    void startServer() throws Exception {
        tree = ServerTree.start(3, ServerTree.WRITER);
    }

    @AfterEach
    void stopServer() throws Exception {
        guards.close();
        tree.close();
    }

    @Test
    void aNewEpochLetsTheServerGoOnAndEndsTheOldGuards() throws Exception {
        try (OtherManager old = OtherManager.holding(key, 1, tree, Duration.ofSeconds(30))) {
            old.guards().forEach(Signal.STOP::to);
            GuardPair pair = guards.arm(new HoldRequest(key, 2, tree.leader(), Duration.ofSeconds(30)));
            assertThat(tree.isAnyStopped()).isFalse();
            pair.suspend();
            assertThat(old.resume()).isEqualTo("BROKEN another manager has taken over this system");
            assertThat(tree.states()).containsOnly('T');
            assertThat(pair.resume().reason()).isEmpty();
        }
    }

    @Test
    void anOldToken_leavesTheHoldOfALaterEpochAlone() throws Exception {
        try (OtherManager newer = OtherManager.holding(key, 7, tree, Duration.ofSeconds(30))) {
            assertThat(guards.resumeAbandoned(key, 6, tree.directory()).nothing())
                    .isTrue();
            assertThat(tree.states()).containsOnly('T');
            assertThat(newer.resume()).startsWith("IN_FORCE");
        }
    }

    @Test
    void aTokenOfTheSameEpoch_endsTheHold() throws Exception {
        try (OtherManager old = OtherManager.holding(key, 7, tree, Duration.ofSeconds(30))) {
            assertThat(guards.resumeAbandoned(key, 7, tree.directory()).nothing())
                    .isFalse();
            assertThat(tree.isAnyStopped()).isFalse();
            assertThat(old.resume()).startsWith("BROKEN");
        }
    }

    @Test
    void anOldToken_endsALaterHoldThatNoGuardLooksAfter() throws Exception {
        try (OtherManager newer = OtherManager.holding(key, 7, tree, Duration.ofSeconds(30))) {
            newer.guards().forEach(Signal.STOP::to);
            assertThat(guards.resumeAbandoned(key, 6, tree.directory()).continued())
                    .isNotEmpty();
            assertThat(tree.isAnyStopped()).isFalse();
        }
    }

    @Test
    void aGuardThatSleptThroughTheChangeSignalsNothing() throws Exception {
        // Long enough for a busy machine to stop them all before the limit is over.
        try (OtherManager old = OtherManager.holding(key, 1, tree, Duration.ofSeconds(5))) {
            old.guards().forEach(Signal.STOP::to);
            Signal.STOP.to(old.pid());
            long deadline = LeaseOf.system(key).deadlineNanos();
            assertThat(System.nanoTime()).as("stopped before the limit").isLessThan(deadline);
            Eventually.holds("the limit is over", () -> System.nanoTime() - deadline > 0);
            // What a takeover does, but for ending the old guards: they live on, past their deadline.
            LeaseOf.system(key).fence();
            old.guards().forEach(Signal.CONT::to);
            Eventually.holds("the old guards end", () -> old.guards().stream().noneMatch(LeaseOf::isRunning));
            assertThat(tree.states()).containsOnly('T');
            tree.processes().forEach(Signal.CONT::to);
        }
    }
}
