package org.copyblade.guard.internal;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.copyblade.guard.GuardException;
import org.copyblade.guard.GuardPair;
import org.copyblade.guard.HoldRequest;
import org.copyblade.guard.Resumption;
import org.copyblade.guard.Resumption.Verdict;
import org.copyblade.guard.Suspension;

/** The manager's side of two armed guards. */
final class ArmedPair implements GuardPair {
    private static final Duration WITNESS_PATIENCE = Duration.ofMillis(200);
    private static final Duration FIRST_PATIENCE = Duration.ofMillis(20);
    private static final Duration SECOND_PATIENCE = Duration.ofMillis(200);
    private static final Duration LEAVE_PATIENCE = Duration.ofMillis(500);
    private static final Duration AFTER_DEADLINE = Duration.ofMillis(100);

    private final HoldRequest request;
    private final Lease lease;
    private final GuardProcess holder;
    private final GuardProcess witness;
    private final List<String> findings;
    private final Runnable whenClosed;
    private final TreeResume lastResort;
    private final AtomicBoolean suspended = new AtomicBoolean();
    private final Object resuming = new Object();
    private Resumption resumption; // guarded by resuming
    private final Object closing = new Object();
    private boolean closed; // guarded by closing

    ArmedPair(
            HoldRequest request,
            Lease lease,
            GuardProcess holder,
            GuardProcess witness,
            List<String> findings,
            Runnable whenClosed) {
        this.request = request;
        this.lease = lease;
        this.holder = holder;
        this.witness = witness;
        this.findings = List.copyOf(findings);
        this.whenClosed = whenClosed;
        lastResort = new TreeResume(lease, Role.MANAGER, new ProcFiles());
    }

    @Override
    public List<String> findings() {
        return findings;
    }

    @Override
    public List<Long> guards() {
        return List.of(holder.pid(), witness.pid());
    }

    @Override
    public Suspension suspend() throws GuardException {
        if (!suspended.compareAndSet(false, true)) {
            throw new GuardException(
                    "cannot suspend " + request.systemKey() + " twice with one pair of guards, nor after a resume",
                    "arm a new pair");
        }
        long deadline = System.nanoTime() + request.limit().toNanos();
        Optional<Answer> counting = witness.ask(Command.WATCH, deadline, WITNESS_PATIENCE);
        require(counting, witness);
        require(holder.ask(Command.SUSPEND, deadline, request.limit().plus(AFTER_DEADLINE)), holder);
        return new Suspension(held(), lease.holdBegan(), lease.heldFrom(), deadline);
    }

    private void require(Optional<Answer> answer, GuardProcess guard) throws GuardException {
        if (answer.isPresent() && answer.get().reason() == Reason.NONE) {
            return;
        }
        resume();
        String why = answer.map(given -> given.reason().text(given.pid()))
                .orElseGet(() -> guard.role().title() + (guard.isAlive() ? " does not answer" : " has died"));
        throw new GuardException(
                "cannot suspend " + request.systemKey() + ": " + why, "the server is running; try again");
    }

    @Override
    public Resumption resume() {
        synchronized (resuming) {
            if (resumption == null) {
                suspended.set(true);
                lease.forbidStops(request.epoch());
                resumption = letGoOn();
            }
            return resumption;
        }
    }

    private Resumption letGoOn() {
        if (holder.ask(Command.RESUME, 0, FIRST_PATIENCE).isPresent()) {
            witness.send(Command.RESUME, 0);
        } else if (witness.ask(Command.RESUME, 0, SECOND_PATIENCE).isEmpty() && isInCharge() && hasBegun()) {
            lastResort.release(Reason.GUARDS_SILENT);
        }
        if (!isInCharge()) {
            return nothingKnown(Reason.FENCED);
        }
        return lease.isReleased() ? evidence(lease.firstReleasedBy()) : nothingKnown(Reason.NOT_HELD);
    }

    /** False once another manager has taken over: the lease, and the server, are his. */
    private boolean isInCharge() {
        return lease.epoch() == request.epoch();
    }

    private boolean hasBegun() {
        return lease.holdBegan() != 0;
    }

    /** Who let go first says what is known about the hold; who came to the end first has continued the server. */
    private Resumption evidence(Role first) {
        Reason reason = lease.releaseReason(first);
        Role by = lease.firstContinuedBy();
        return new Resumption(
                reason == Reason.NONE ? Verdict.IN_FORCE : Verdict.BROKEN,
                reason.text(lease.releasePid(first)),
                by.title(),
                held(),
                lease.heldFrom(),
                lease.heldUntil(first),
                lease.continuedAt(by));
    }

    private static Resumption nothingKnown(Reason reason) {
        return new Resumption(Verdict.BROKEN, reason.text(0), Role.MANAGER.title(), 0, 0, 0, System.nanoTime());
    }

    private int held() {
        int held = 0;
        for (int index = 0; index < lease.count(); index++) {
            held += lease.pid(index) == 0 ? 0 : 1;
        }
        return held;
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
        if (isInCharge() && hasBegun()) {
            resume();
        }
        holder.sendAway();
        witness.sendAway();
        holder.end(LEAVE_PATIENCE);
        witness.end(LEAVE_PATIENCE);
        if (isInCharge() && hasBegun() && !lease.isHolderFinished(request.epoch())) {
            // A holder that was killed may have stopped one more process after everybody had continued all.
            synchronized (resuming) {
                lastResort.release(Reason.GUARDS_SILENT);
            }
        }
        if (isInCharge() && !holder.isAlive() && !witness.isAlive()) {
            lease.close();
        }
        whenClosed.run();
    }
}
