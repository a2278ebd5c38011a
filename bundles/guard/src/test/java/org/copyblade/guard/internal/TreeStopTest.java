package org.copyblade.guard.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The stop as the holder does it, in this process, where the moments between two steps can be chosen. */
@Timeout(60)
class TreeStopTest {
    private static final long EPOCH = 1;

    @TempDir
    Path directory;

    private final ProcFiles proc = new ProcFiles();
    private ServerTree tree;
    private Lease lease;
    private TreeStop stop;

    @BeforeEach
    void startServer() throws Exception {
        tree = ServerTree.start(2, ServerTree.IDLER);
        try (LockedLease locked = LockedLease.open(directory.resolve("x.lease"))) {
            lease = locked.lease();
        }
        lease.renew(EPOCH, new ProcessKey(tree.leader().pid(), tree.leader().startTicks()));
        // A process that never has anything to say stands for the manager; standard input is not read.
        stop = new TreeStop(
                lease, EPOCH, proc, new Watch(proc, ProcessHandle.current().pid(), true));
    }

    @AfterEach
    void stopServer() throws Exception {
        tree.close();
    }

    private long deadline() {
        return System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    }

    @Test
    void aRehearsalStopsNothingAndLeavesNoTrace() {
        assertThat(stop.rehearse()).isEqualTo(Reason.NONE);
        assertThat(tree.isAnyStopped()).isFalse();
        assertThat(lease.count()).isEqualTo(1);
        assertThat(lease.turns(0)).isZero();
        assertThat(lease.holdBegan()).isZero();
    }

    /** A program whose threads come and go, as those of a server do while nothing is stopped. */
    static final class BusyThreads {
        public static void main(String[] arguments) throws Exception {
            System.out.println("begun");
            while (true) {
                Thread[] brief = new Thread[8];
                for (int number = 0; number < brief.length; number++) {
                    brief[number] = new Thread(() -> {});
                    brief[number].start();
                }
                for (Thread thread : brief) {
                    thread.join();
                }
            }
        }
    }

    @Test
    void aRehearsalOverlooksThreadsThatEndMeanwhile() throws Exception {
        Process busy = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        BusyThreads.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            assertThat(busy.inputReader().readLine()).isEqualTo("begun");
            proc.stat(busy.pid());
            lease.renew(EPOCH, new ProcessKey(busy.pid(), proc.start));
            for (int time = 0; time < 2000; time++) {
                assertThat(stop.rehearse()).isEqualTo(Reason.NONE);
            }
        } finally {
            busy.destroyForcibly();
        }
    }

    @Test
    void afterAReleaseByTheOtherGuardNothingIsStopped() {
        lease.release(Role.WITNESS, Reason.MANAGER_GONE, 0, 0, 1);
        assertThat(stop.stop(deadline())).isEqualTo(Reason.INTERRUPTED);
        assertThat(tree.isAnyStopped()).isFalse();
    }

    @Test
    void inAnOlderEpochNothingIsStopped() {
        lease.fence();
        assertThat(stop.stop(deadline())).isEqualTo(Reason.FENCED);
        assertThat(tree.isAnyStopped()).isFalse();
    }

    @Test
    void afterTheDeadlineNothingIsStopped() {
        assertThat(stop.stop(System.nanoTime())).isEqualTo(Reason.NOT_STOPPED);
        assertThat(tree.isAnyStopped()).isFalse();
    }

    @Test
    void anotherProcessThanTheLeaderIsNotStopped() throws Exception {
        lease.renew(2, new ProcessKey(tree.leader().pid(), tree.leader().startTicks() + 1));
        assertThat(stop.stop(deadline())).isEqualTo(Reason.LEADER_GONE);
        assertThat(tree.isAnyStopped()).isFalse();
    }

    @Test
    void whoeverHoldsTheLeaseIsNotStopped() throws Exception {
        stop.forbid(tree.children().get(1));
        assertThat(stop.rehearse()).isEqualTo(Reason.OWN_TREE);
        assertThat(stop.failedPid()).isEqualTo(tree.children().get(1));
    }
}
