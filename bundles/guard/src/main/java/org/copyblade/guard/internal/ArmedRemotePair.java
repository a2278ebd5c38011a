package org.copyblade.guard.internal;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.copyblade.guard.GuardException;
import org.copyblade.guard.RemoteHold;
import org.copyblade.guard.RemotePair;

/** The manager's side of two armed remote guards. */
final class ArmedRemotePair implements RemotePair {

    private static final Duration BEGIN_PATIENCE = Duration.ofMillis(500);
    private static final Duration LEAVE_PATIENCE = Duration.ofMillis(500);

    private final RemoteHold hold;
    private final RemoteClaim claim;
    private final RemoteProcess first;
    private final RemoteProcess second;
    private final List<String> findings;
    private final Runnable whenClosed;
    private final AtomicBoolean asked = new AtomicBoolean();
    private final AtomicBoolean begun = new AtomicBoolean();
    private final AtomicBoolean finished = new AtomicBoolean();
    private final Object closing = new Object();
    private boolean closed; // guarded by closing

    ArmedRemotePair(
            RemoteHold hold,
            RemoteLease lease,
            RemoteProcess first,
            RemoteProcess second,
            List<String> findings,
            Runnable whenClosed) {
        this.hold = hold;
        this.claim = new RemoteClaim(lease, hold.epoch());
        this.first = first;
        this.second = second;
        this.findings = List.copyOf(findings);
        this.whenClosed = whenClosed;
    }

    @Override
    public List<String> findings() {
        return findings;
    }

    @Override
    public List<Long> guards() {
        return List.of(first.pid(), second.pid());
    }

    @Override
    public long begin(Duration limit) throws GuardException {
        if (asked.getAndSet(true)) {
            throw new GuardException(
                    "cannot hold " + hold.systemKey() + " twice with one pair of guards", "arm a new pair");
        }
        long deadline = System.nanoTime() + limit.toNanos();
        if (!claim.begin()) {
            throw new GuardException(
                    "cannot hold " + hold.systemKey() + ": another manager has taken it over", "arm again");
        }
        begun.set(true);
        if (!first.begin(deadline, BEGIN_PATIENCE) || !second.begin(deadline, BEGIN_PATIENCE)) {
            finish();
            throw new GuardException(
                    "cannot hold " + hold.systemKey() + ": a guard does not answer", "nothing is held; try again");
        }
        return deadline;
    }

    @Override
    public void finish() {
        finished.set(true);
        claim.close();
        first.send(RemoteOrder.FINISH);
        second.send(RemoteOrder.FINISH);
    }

    @Override
    public void resume() {
        if (begun.get() && !finished.get()) {
            // Both guards may be dead by now: then whoever arms next has to know.
            claim.reopen();
        }
        first.resume();
        second.resume();
    }

    @Override
    public boolean resumedWithin(Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        // One of them is enough, and nobody knows which.
        while (System.nanoTime() - end < 0) {
            Duration look = Duration.ofMillis(10);
            if (first.awaitResumed(look) || second.awaitResumed(look)) {
                return true;
            }
            if (!first.isAlive() && !second.isAlive()) {
                return false;
            }
        }
        return false;
    }

    @Override
    public boolean inCharge() {
        return claim.isAlone();
    }

    @Override
    public void close() {
        synchronized (closing) {
            if (!closed) {
                end();
                // Only now: guards that could not be ended are ended when that is asked again.
                closed = true;
            }
        }
    }

    private void end() {
        if (finished.get() || !begun.get()) {
            first.end(LEAVE_PATIENCE);
            second.end(LEAVE_PATIENCE);
            // A guard that had not read yet that it is over may have opened it once more.
            claim.close();
        } else {
            first.leave();
            second.leave();
        }
        whenClosed.run();
    }
}
