package org.copyblade.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.copyblade.guard.internal.Eventually;
import org.copyblade.guard.internal.ServerTree;
import org.copyblade.guard.internal.Signal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Guards that are started before there is anything to arm. */
@Timeout(60)
class ReadyTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Guards guards = new Guards();
    private final String key = "ready-test-" + UUID.randomUUID();

    @AfterEach
    void endGuards() {
        guards.close();
    }

    @Test
    void armTakesTheGuardsThatAreReady() throws Exception {
        guards.ready(key);
        List<Long> ready = guardsOfThisProcess();
        assertThat(ready).hasSize(2);
        guards.ready(key);
        assertThat(guardsOfThisProcess()).isEqualTo(ready);
        try (ServerTree tree = ServerTree.start(2, ServerTree.WRITER);
                GuardPair pair = guards.arm(new HoldRequest(key, 1, tree.leader(), LIMIT))) {
            assertThat(pair.guards()).containsExactlyInAnyOrderElementsOf(ready);
            pair.suspend();
            assertThat(tree.states()).containsOnly('T');
            assertThat(pair.resume().reason()).isEmpty();
        }
    }

    @Test
    void guardsOfOneSystemAreNotTakenForAnother() throws Exception {
        guards.ready(key + "-other");
        List<Long> other = guardsOfThisProcess();
        try (ServerTree tree = ServerTree.start(1, ServerTree.IDLER);
                GuardPair pair = guards.arm(new HoldRequest(key, 1, tree.leader(), LIMIT))) {
            assertThat(pair.guards()).doesNotContainAnyElementsOf(other);
        }
    }

    @Test
    void deadGuardsAreNotTaken() throws Exception {
        guards.ready(key);
        List<Long> ready = guardsOfThisProcess();
        Signal.KILL.to(ready.get(0));
        Eventually.holds("it is dead", () -> guardsOfThisProcess().size() == 1);
        try (ServerTree tree = ServerTree.start(1, ServerTree.WRITER);
                GuardPair pair = guards.arm(new HoldRequest(key, 1, tree.leader(), LIMIT))) {
            assertThat(pair.guards()).doesNotContainAnyElementsOf(ready);
            pair.suspend();
            assertThat(pair.resume().reason()).isEmpty();
        }
    }

    @Test
    void guardsThatWereNeverArmedEndAtTheClose() throws Exception {
        guards.ready(key);
        List<Long> ready = guardsOfThisProcess();
        guards.close();
        assertThat(ready).allMatch(guard -> ProcessHandle.of(guard).isEmpty());
    }

    @Test
    void afterAHoldAPairIsInReserveForWhoeverComesNext() throws Exception {
        try (ServerTree tree = ServerTree.start(1, ServerTree.WRITER)) {
            GuardPair first = guards.arm(new HoldRequest(key, 1, tree.leader(), LIMIT));
            first.close();
            List<Long> reserve = reserve();
            assertThat(reserve).doesNotContainAnyElementsOf(first.guards());
            guards.ready(key + "-other");
            assertThat(guardsOfThisProcess()).isEqualTo(reserve);
            try (GuardPair pair = guards.arm(new HoldRequest(key + "-other", 1, tree.leader(), LIMIT))) {
                assertThat(pair.guards()).containsExactlyInAnyOrderElementsOf(reserve);
                pair.suspend();
                assertThat(tree.states()).containsOnly('T');
                assertThat(pair.resume().reason()).isEmpty();
            }
        }
    }

    @Test
    void aReserveThatStandsStillIsNotTaken() throws Exception {
        try (ServerTree tree = ServerTree.start(1, ServerTree.WRITER)) {
            guards.arm(new HoldRequest(key, 1, tree.leader(), LIMIT)).close();
            List<Long> reserve = reserve();
            Signal.STOP.to(reserve.get(1));
            try (GuardPair pair = guards.arm(new HoldRequest(key, 2, tree.leader(), LIMIT))) {
                assertThat(pair.guards()).doesNotContainAnyElementsOf(reserve);
                assertThat(reserve).allMatch(guard -> ProcessHandle.of(guard).isEmpty());
                pair.suspend();
                assertThat(pair.resume().reason()).isEmpty();
            }
        }
    }

    @Test
    void theReserveEndsAtTheClose() throws Exception {
        try (ServerTree tree = ServerTree.start(1, ServerTree.IDLER)) {
            guards.arm(new HoldRequest(key, 1, tree.leader(), LIMIT)).close();
            List<Long> reserve = reserve();
            guards.close();
            assertThat(reserve).allMatch(guard -> ProcessHandle.of(guard).isEmpty());
        }
    }

    /** The control of the others: what they see in reserve does not stem from the hold itself. */
    @Test
    void withoutReserveNobodyIsLeftAfterAHold() throws Exception {
        try (Guards none = Guards.withoutReserve();
                ServerTree tree = ServerTree.start(1, ServerTree.IDLER)) {
            none.arm(new HoldRequest(key, 1, tree.leader(), LIMIT)).close();
            guards.arm(new HoldRequest(key + "-other", 1, tree.leader(), LIMIT)).close();
            List<Long> reserve = reserve();
            guards.ready(key + "-other");
            assertThat(guardsOfThisProcess()).isEqualTo(reserve);
        }
    }

    private List<Long> reserve() {
        Eventually.holds("a pair is in reserve", () -> guardsOfThisProcess().size() == 2);
        return guardsOfThisProcess();
    }

    private static List<Long> guardsOfThisProcess() {
        return ProcessHandle.current()
                .children()
                .filter(child -> child.info()
                        .commandLine()
                        .filter(line -> line.contains(".GuardMain "))
                        .isPresent())
                .map(ProcessHandle::pid)
                .sorted()
                .toList();
    }
}
