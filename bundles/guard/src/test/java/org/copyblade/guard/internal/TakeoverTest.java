package org.copyblade.guard.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.TimeUnit;
import org.copyblade.guard.GuardException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an earlier start has left. */
@Timeout(60)
class TakeoverTest {

    private final ProcFiles proc = new ProcFiles();
    private final Lease lease = Lease.unshared();
    private Process server;
    private Process guard;

    @BeforeEach
    void start() throws Exception {
        server = new ProcessBuilder("sleep", "600").start();
        guard = new ProcessBuilder("sleep", "600").start();
        lease.renew(1, key(server));
        lease.guard(Role.HOLDER, key(guard));
        lease.beginHold(System.nanoTime(), System.nanoTime());
        Signal.STOP.to(server.pid());
    }

    @AfterEach
    void end() throws Exception {
        server.destroyForcibly().waitFor();
        guard.destroyForcibly().waitFor();
    }

    private ProcessKey key(Process process) {
        return new ProcessKey(process.pid(), proc.stat(process.pid()) ? proc.start : 0);
    }

    private boolean isStopped() {
        return proc.stat(server.pid()) && proc.state == 'T';
    }

    /** Nobody is left to wake them up where their manager has died. */
    @Test
    void whatGuardsThatWereStoppedHoldBehindTheLimitIsAnOrphan() {
        Takeover takeover = new Takeover(lease, proc);
        lease.beginHold(System.nanoTime(), System.nanoTime() - TimeUnit.SECONDS.toNanos(2));
        assertThat(takeover.isOrphan()).as("a guard is at work").isFalse();

        Signal.STOP.to(guard.pid());
        assertThat(takeover.isOrphan()).isTrue();

        lease.beginHold(System.nanoTime(), System.nanoTime() + TimeUnit.MINUTES.toNanos(1));
        assertThat(takeover.isOrphan()).as("its time has not come").isFalse();
    }

    @Test
    void itIsKnownWhenWhatGuardsHoldIsOverdue() {
        Takeover takeover = new Takeover(lease, proc);
        lease.beginHold(System.nanoTime(), System.nanoTime() + TimeUnit.MINUTES.toNanos(1));
        assertThat(takeover.nanosUntilOverdue()).isBetween(TimeUnit.SECONDS.toNanos(1), TimeUnit.SECONDS.toNanos(61));

        lease.beginHold(System.nanoTime(), System.nanoTime() - TimeUnit.SECONDS.toNanos(2));
        assertThat(takeover.nanosUntilOverdue()).as("it is").isZero();
        lease.beginHold(System.nanoTime(), System.nanoTime() + TimeUnit.MINUTES.toNanos(1));
        lease.close();
        assertThat(takeover.nanosUntilOverdue()).as("nothing is held").isZero();
    }

    @Test
    void guardsAreEndedAndTheServerGoesOn() throws Exception {
        Takeover takeover = new Takeover(lease, proc);

        takeover.run();

        assertThat(isStopped()).isFalse();
        assertThat(takeover.endedGuards()).containsExactly(guard.pid());
        assertThat(takeover.continuedProcesses()).containsExactly(server.pid());
        assertThat(lease.isOpen()).isFalse();
    }

    /** It hangs in the kernel, or is another user's. The server must not stand still for that. */
    @Test
    void serverGoesOnAlsoWhereAGuardCannotBeEnded() throws Exception {
        Takeover takeover = new Takeover(lease, proc, pid -> {});

        assertThatThrownBy(takeover::run)
                .isInstanceOf(GuardException.class)
                .hasMessage("cannot end guard A of an earlier start, process " + guard.pid());

        assertThat(isStopped()).isFalse();
        assertThat(takeover.endedGuards()).isEmpty();
        assertThat(takeover.continuedProcesses()).containsExactly(server.pid());
        assertThat(lease.isOpen()).as("whoever comes next tries again").isTrue();
        assertThat(lease.epoch()).as("it is fenced").isZero();

        new Takeover(lease, proc).run();
        assertThat(lease.isOpen()).isFalse();
    }
}
