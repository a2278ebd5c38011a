package org.copyblade.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.UUID;
import org.copyblade.guard.internal.Eventually;
import org.copyblade.guard.internal.ServerTree;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class GuardsTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Guards guards = new Guards();
    private final String key = "guards-test-" + UUID.randomUUID();

    @AfterEach
    void endGuards() {
        guards.close();
    }

    private HoldRequest request(ServerTree tree, long epoch) throws GuardException {
        return new HoldRequest(key, epoch, tree.leader(), LIMIT);
    }

    @Test
    void aServerIsHeldStillAndGoesOn() throws Exception {
        try (ServerTree tree = ServerTree.start(4, ServerTree.WRITER);
                GuardPair pair = guards.arm(request(tree, 1))) {
            Suspension suspension = pair.suspend();
            long written = tree.written();
            assertThat(tree.states()).hasSizeGreaterThanOrEqualTo(5).containsOnly('T');
            assertThat(suspension.processes()).isEqualTo(tree.states().size());
            assertThat(tree.written()).isEqualTo(written);

            Resumption resumption = pair.resume();
            assertThat(resumption.reason()).isEmpty();
            assertThat(resumption.inForce()).isTrue();
            assertThat(resumption.resumedBy()).isEqualTo("guard A");
            assertThat(resumption.heldFromNanos()).isEqualTo(suspension.heldFromNanos());
            assertThat(resumption.heldUntilNanos()).isBetween(suspension.heldFromNanos(), resumption.resumedNanos());
            Eventually.holds("the server writes again", () -> tree.written() > written);
            assertThat(pair.resume()).isSameAs(resumption);
        }
    }

    @Test
    void childrenBornWhileStoppingAreStoppedToo() throws Exception {
        try (ServerTree tree = ServerTree.start(8, ServerTree.FORKER)) {
            for (int round = 1; round <= 10; round++) {
                try (GuardPair pair = guards.arm(request(tree, round))) {
                    pair.suspend();
                    long written = tree.written();
                    assertThat(tree.states()).containsOnly('T');
                    assertThat(tree.written()).isEqualTo(written);
                    assertThat(pair.resume().reason()).isEmpty();
                }
            }
        }
    }

    @Test
    void anotherProcessWithTheSameNumberIsRefused() throws Exception {
        try (ServerTree tree = ServerTree.start(1, ServerTree.IDLER)) {
            Leader other = new Leader(tree.leader().pid(), tree.leader().startTicks() + 1);
            assertThatThrownBy(() -> guards.arm(new HoldRequest(key, 1, other, LIMIT)))
                    .isInstanceOf(GuardException.class)
                    .hasMessage(
                            "cannot hold " + key + ": process " + other.pid() + " is not the server that was meant");
        }
    }
}
