package org.copyblade.guard.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.copyblade.guard.HoldRequest;
import org.copyblade.guard.Leader;
import org.copyblade.guard.RemoteHold;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Guards that could not be ended are ended once they are told again. */
@Timeout(60)
class ClosingTest {

    @TempDir
    private Path directory;

    private final Lease lease = Lease.unshared();
    private final AtomicInteger closed = new AtomicInteger();
    private StubbornProcess stubborn;
    private StubbornProcess willing;

    @BeforeEach
    void start() throws Exception {
        stubborn = new StubbornProcess(1);
        willing = new StubbornProcess(0);
    }

    @AfterEach
    void end() throws Exception {
        stubborn.kill();
        willing.kill();
    }

    private ArmedPair pair() throws Exception {
        ProcFiles proc = new ProcFiles();
        Leader leader = Leader.of(ProcessHandle.current().pid());
        lease.renew(1, new ProcessKey(leader.pid(), leader.startTicks()));
        GuardProcess holder = new GuardProcess(Role.HOLDER, stubborn, directory.resolve("a.err"));
        GuardProcess witness = new GuardProcess(Role.WITNESS, willing, directory.resolve("b.err"));
        lease.guard(Role.HOLDER, holder.key(proc));
        lease.guard(Role.WITNESS, witness.key(proc));
        HoldRequest request = new HoldRequest("closing-test", 1, leader, Duration.ofSeconds(10));
        return new ArmedPair(request, lease, holder, witness, List.of(), closed::incrementAndGet);
    }

    private ArmedRemotePair remotePair() throws Exception {
        RemoteHold hold = TestHold.of(1, "IMS1");
        RemoteLease remote = RemoteLease.map(Files.createFile(directory.resolve("lease")));
        return new ArmedRemotePair(
                hold,
                remote,
                RemoteProcess.of("guard A", stubborn, directory.resolve("a.err"), hold),
                RemoteProcess.of("guard B", willing, directory.resolve("b.err"), hold),
                List.of(),
                closed::incrementAndGet);
    }

    private void assertEndedByTheSecond(AutoCloseable pair) throws Exception {
        assertThatThrownBy(pair::close).hasMessage("refused by the test");
        assertThat(stubborn.isAlive()).isTrue();
        assertThat(closed).as("it is not closed").hasValue(0);

        pair.close();

        assertThat(stubborn.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(willing.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(closed).hasValue(1);
        pair.close();
        assertThat(closed).as("what is closed is not closed again").hasValue(1);
    }

    @Test
    void pairThatCouldNotBeClosedIsClosedByTheNextClose() throws Exception {
        ArmedPair pair = pair();

        assertEndedByTheSecond(pair);

        assertThat(lease.isOpen()).isFalse();
    }

    @Test
    void remotePairThatCouldNotBeClosedIsClosedByTheNextClose() throws Exception {
        assertEndedByTheSecond(remotePair());
    }

    @Test
    void twoThatCloseAtOnceEndItOnce_andBothFindItEnded() throws Exception {
        stubborn.kill();
        for (AutoCloseable pair : List.of(pair(), remotePair())) {
            closed.set(0);
            CompletableFuture<Boolean> other = CompletableFuture.supplyAsync(() -> closesAndIsEnded(pair));

            assertThat(closesAndIsEnded(pair)).isTrue();
            assertThat(other.get()).isTrue();
            assertThat(closed).hasValue(1);
        }
    }

    private boolean closesAndIsEnded(AutoCloseable pair) {
        try {
            pair.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return closed.get() == 1;
    }

    @Test
    void pairWhoseGuardsHaveDiedIsClosedAtOnce() throws Exception {
        List<AutoCloseable> pairs = List.of(pair(), remotePair());
        stubborn.kill();
        willing.kill();

        for (AutoCloseable pair : pairs) {
            closed.set(0);
            pair.close();
            assertThat(closed).hasValue(1);
        }
    }
}
