package org.copyblade.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.copyblade.guard.internal.Eventually;
import org.copyblade.guard.internal.Metronome;
import org.copyblade.guard.internal.ServerTree;
import org.copyblade.guard.internal.Signal;
import org.junit.jupiter.api.Test;

/**
 * Guards are killed and stopped at random moments while they stop and continue a server. After each round the server runs; a round
 * called in force wrote nothing. A few rounds always, many with {@code -Pmatrix}; seed: {@code guard.chaos.seed}.
 */
class ChaosTest {
    private static final int ROUNDS =
            Boolean.getBoolean("copyblade.matrix") ? 200 / Integer.getInteger("copyblade.matrix.parts", 1) : 5;
    private static final long SEED = Long.getLong("guard.chaos.seed", System.nanoTime());
    private static final Duration LIMIT = Duration.ofMillis(500);
    private static final long LONGEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(6);
    private static final Signal[] BLOWS = {Signal.KILL, Signal.STOP};

    @Test
    void whateverHappensToTheGuardsTheServerGoesOn() throws Exception {
        Random random = new Random(SEED);
        try (Metronome metronome = Metronome.start();
                Guards guards = new Guards();
                ServerTree tree = ServerTree.start(12, ServerTree.WRITER)) {
            String key = "chaos-test-" + UUID.randomUUID();
            for (int round = 1; round <= ROUNDS; round++) {
                GuardPair pair = guards.arm(new HoldRequest(key, round, tree.leader(), LIMIT));
                Thread chaos = chaos(pair, random);
                boolean trustworthy = holdAndResume(pair, tree);
                long since = System.nanoTime();
                Eventually.holds("the server goes on", () -> !tree.isAnyStopped());
                assertThat(metronome.since(since))
                        .as("seed %d, round %d", SEED, round)
                        .isLessThan(LIMIT.plusMillis(250).toNanos());
                chaos.join();
                pair.close();
                assertThat(tree.isAnyStopped())
                        .as("seed %d, round %d", SEED, round)
                        .isFalse();
                assertThat(trustworthy).as("seed %d, round %d", SEED, round).isTrue();
            }
        }
    }

    private static Thread chaos(GuardPair pair, Random random) {
        Signal first = BLOWS[random.nextInt(BLOWS.length)];
        Signal second = BLOWS[random.nextInt(BLOWS.length)];
        long pause = random.nextLong(LONGEST_PAUSE_NANOS);
        long between = random.nextLong(LONGEST_PAUSE_NANOS);
        int guard = random.nextInt(2);
        boolean both = random.nextBoolean();
        Thread thread = new Thread(() -> {
            LockSupport.parkNanos(pause);
            first.to(pair.guards().get(guard));
            if (both) {
                LockSupport.parkNanos(between);
                second.to(pair.guards().get(1 - guard));
            }
        });
        thread.start();
        return thread;
    }

    /** False if the hold was called in force although something was written. */
    private static boolean holdAndResume(GuardPair pair, ServerTree tree) {
        try {
            pair.suspend();
            long written = tree.written();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(3));
            boolean changed = tree.written() != written;
            return !(pair.resume().inForce() && changed);
        } catch (GuardException e) {
            return !pair.resume().inForce();
        }
    }
}
