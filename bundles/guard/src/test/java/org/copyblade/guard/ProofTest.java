package org.copyblade.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import org.copyblade.guard.internal.Eventually;
import org.copyblade.guard.internal.ServerTree;
import org.copyblade.guard.internal.Signal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A stranger who continues a process inside the window is always noticed, also if he stops it again. */
@Timeout(60)
class ProofTest {
    private final Guards guards = new Guards();
    private ServerTree tree;
    private GuardPair pair;

    @BeforeEach
    void holdServer() throws Exception {
        tree = ServerTree.start(4, ServerTree.WRITER);
        pair = guards.arm(new HoldRequest("proof-test-" + UUID.randomUUID(), 1, tree.leader(), Duration.ofSeconds(30)));
        pair.suspend();
    }

    @AfterEach
    void stopServer() throws Exception {
        guards.close();
        tree.close();
    }

    private void assertNoticed(long stranger) {
        Resumption resumption = pair.resume();
        assertThat(resumption.verdict()).isEqualTo(Resumption.Verdict.BROKEN);
        assertThat(resumption.reason())
                .isEqualTo("process " + stranger + " ran while it was held: somebody else continued or ended it");
        assertThat(tree.isAnyStopped()).isFalse();
    }

    @Test
    void aContinuedChildIsNoticed() throws Exception {
        long child = tree.children().get(2);
        Signal.CONT.to(child);
        assertNoticed(child);
    }

    @Test
    void aContinuedLeaderIsNoticed() throws Exception {
        Signal.CONT.to(tree.leader().pid());
        assertNoticed(tree.leader().pid());
    }

    @Test
    void aKilledChildIsNoticed() throws Exception {
        long child = tree.children().get(1);
        Signal.KILL.to(child);
        assertNoticed(child);
    }

    /** Control: whoever looks at states only, sees nothing. */
    @Test
    void aChildContinuedAndStoppedAgainIsNoticedThoughAllAreStopped() throws Exception {
        long written = tree.written();
        long child = tree.children().get(0);
        for (long pause : ProcessHandle.of(child)
                .orElseThrow()
                .children()
                .map(ProcessHandle::pid)
                .toList()) {
            Signal.CONT.to(pause);
        }
        Signal.CONT.to(child);
        Eventually.holds("the child writes", () -> tree.written() > written);
        tree.processes().forEach(Signal.STOP::to);
        Eventually.holds("all are stopped again", () -> tree.states().stream().allMatch(state -> state == 'T'));

        Resumption resumption = pair.resume();
        assertThat(resumption.verdict()).isEqualTo(Resumption.Verdict.BROKEN);
        assertThat(resumption.reason()).endsWith(" ran while it was held: somebody else continued or ended it");
    }
}
