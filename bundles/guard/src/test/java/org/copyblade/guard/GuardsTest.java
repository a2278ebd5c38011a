package org.copyblade.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.copyblade.guard.internal.Eventually;
import org.copyblade.guard.internal.ServerTree;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class GuardsTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    /** Those who fork as fast as they can leave little of a machine to others. */
    private static final int ROUNDS = Boolean.getBoolean("copyblade.matrix") ? 5 : 2;

    private static final Set<String> IN_MEMORY = Set.of("tmpfs", "ramfs", "devtmpfs");

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
        try (ServerTree tree = ServerTree.start(6, ServerTree.FORKER)) {
            for (int round = 1; round <= ROUNDS; round++) {
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
    void fiftyChildrenAreHeld() throws Exception {
        try (ServerTree tree = ServerTree.start(50, ServerTree.IDLER);
                GuardPair pair = guards.arm(request(tree, 1))) {
            assertThat(pair.suspend().processes()).isEqualTo(51);
            assertThat(tree.states()).hasSize(51).containsOnly('T');
            assertThat(pair.resume().reason()).isEmpty();
            assertThat(tree.isAnyStopped()).isFalse();
        }
    }

    @Test
    void aLeaderWithManyThreadsIsHeld() throws Exception {
        ProcessBuilder java = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                ThreadedServer.class.getName());
        Process server = java.start();
        try (GuardPair pair = guards.arm(new HoldRequest(key, 1, Leader.of(server.pid()), LIMIT))) {
            server.getInputStream().read();
            assertThat(pair.suspend().processes()).isEqualTo(2);
            assertThat(Files.list(Path.of("/proc/" + server.pid() + "/task")))
                    .hasSizeGreaterThan(5)
                    .allSatisfy(task ->
                            assertThat(Files.readString(task.resolve("stat"))).contains(") T "));
            assertThat(pair.resume().reason()).isEmpty();
        } finally {
            server.descendants().forEach(ProcessHandle::destroyForcibly);
            server.destroyForcibly();
        }
    }

    @Test
    void noGuardIsLeftBehind() throws Exception {
        try (ServerTree tree = ServerTree.start(1, ServerTree.IDLER)) {
            GuardPair pair = guards.arm(request(tree, 1));
            assertThat(pair.guards()).allMatch(guard -> ProcessHandle.of(guard).isPresent());
            pair.close();
            assertThat(pair.guards()).allMatch(guard -> ProcessHandle.of(guard).isEmpty());
        }
    }

    /** What ends or stops the session of the manager, its terminal or its disk must not reach them. */
    @Test
    void eachGuardHasASessionOfItsOwn_andNothingOpenOnADisk() throws Exception {
        try (ServerTree tree = ServerTree.start(1, ServerTree.IDLER);
                GuardPair pair = guards.arm(request(tree, 1))) {
            assertThat(pair.guards()).hasSize(2).doesNotHaveDuplicates();
            for (long guard : pair.guards()) {
                assertThat(sessionOf(guard)).as("its session").isEqualTo(guard);
                assertThat(openOnDisks(guard)).isEmpty();
            }
            assertThat(sessionOf(ProcessHandle.current().pid())).as("ours").isNotIn(pair.guards());
            assertThat(openOnDisks(ProcessHandle.current().pid()))
                    .as("the control")
                    .isNotEmpty();
        }
    }

    /** Field 6 of its stat line, counted behind the name of the program. */
    private static long sessionOf(long process) throws IOException {
        String stat = Files.readString(Path.of("/proc", Long.toString(process), "stat"));
        return Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[3]);
    }

    /** Its files that lie on something slower than memory, but for those of the Java that runs it. */
    private static List<String> openOnDisks(long process) throws IOException {
        List<String> found = new ArrayList<>();
        Path java = Path.of(System.getProperty("java.home")).toRealPath();
        try (DirectoryStream<Path> open = Files.newDirectoryStream(Path.of("/proc", Long.toString(process), "fd"))) {
            for (Path descriptor : open) {
                disk(descriptor, java).ifPresent(found::add);
            }
        }
        return found;
    }

    private static Optional<String> disk(Path descriptor, Path java) throws IOException {
        try {
            Path file = Files.readSymbolicLink(descriptor);
            boolean isFile = file.isAbsolute() && !file.startsWith("/proc") && !file.startsWith("/dev/null");
            String type = isFile && !file.startsWith(java)
                    ? Files.getFileStore(descriptor).type()
                    : "";
            return type.isEmpty() || IN_MEMORY.contains(type) ? Optional.empty() : Optional.of(file + " on " + type);
        } catch (NoSuchFileException closed) {
            // Meanwhile.
            return Optional.empty();
        }
    }

    @Test
    void closingLetsAHeldServerGoOn() throws Exception {
        try (ServerTree tree = ServerTree.start(2, ServerTree.WRITER)) {
            guards.arm(request(tree, 1)).suspend();
            assertThat(tree.isAnyStopped()).isTrue();
            guards.close();
            assertThat(tree.isAnyStopped()).isFalse();
        }
    }

    @Test
    void aPairSuspendsOnceAndNotAfterAResume() throws Exception {
        try (ServerTree tree = ServerTree.start(1, ServerTree.IDLER);
                GuardPair pair = guards.arm(request(tree, 1))) {
            Resumption resumption = pair.resume();
            assertThat(resumption.verdict()).isEqualTo(Resumption.Verdict.BROKEN);
            assertThat(resumption.reason()).isEqualTo("the server was never held");
            assertThatThrownBy(pair::suspend)
                    .isInstanceOf(GuardException.class)
                    .hasMessage("cannot suspend " + key + " twice with one pair of guards, nor after a resume");
            assertThat(tree.isAnyStopped()).isFalse();
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

    @Test
    void aServerThatContainsTheManagerIsRefused() throws Exception {
        long self = ProcessHandle.current().pid();
        assertThatThrownBy(() -> guards.arm(new HoldRequest(key, 1, Leader.of(self), LIMIT)))
                .isInstanceOf(GuardException.class)
                .hasMessage("cannot hold " + key + ": process " + self
                        + ", the manager or one of its guards, is itself one of the server's processes");
    }

    @Test
    void anEpochThatDoesNotGrowIsRefused() throws Exception {
        try (ServerTree tree = ServerTree.start(1, ServerTree.IDLER)) {
            guards.arm(request(tree, 7)).close();
            assertThatThrownBy(() -> guards.arm(request(tree, 7)))
                    .isInstanceOf(GuardException.class)
                    .hasMessage("cannot hold " + key + " with epoch 7: epoch 7 was there before");
        }
    }

    /** A server with threads, one of which has forked a child. */
    static final class ThreadedServer {
        private ThreadedServer() {}

        public static void main(String[] arguments) throws Exception {
            Thread forker = new Thread(() -> {
                try {
                    new ProcessBuilder("sleep", "600").start().waitFor();
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
            forker.start();
            Eventually.holds(
                    "the child is there",
                    () -> ProcessHandle.current().children().count() == 1);
            System.out.println("up");
            forker.join();
        }
    }
}
