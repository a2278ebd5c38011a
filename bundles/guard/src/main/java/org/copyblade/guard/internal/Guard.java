package org.copyblade.guard.internal;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;

/**
 * One guard: obeys the manager, and lets the server go on when the deadline is reached or the manager or the other guard has died.
 * It lives until the manager is gone or sends it away. One thread; nothing is allocated, opened (but for {@code /proc}) or logged after it
 * has answered to {@link Command#ARM}.
 */
final class Guard {
    /** While something stopped by a lost guard could still turn up. */
    private static final long LAST_LOOK_NANOS = 20_000_000;

    private final Lease lease;
    private final long epoch;
    private final Role role;
    private final boolean withDescriptors;
    private final ProcFiles proc = new ProcFiles();
    private final Watch watch;
    private final TreeStop stop;
    private final TreeResume resume;
    private final Memory in = new Memory(Command.BYTES);
    private final Memory out = new Memory(Answer.BYTES);
    private final long inAddress = Pointer.nativeValue(in);
    private final long outAddress = Pointer.nativeValue(out);
    private boolean peerAlive;
    private long deadline = Watch.NEVER;

    Guard(Lease lease, long epoch, Role role, long managerPid, boolean withDescriptors) {
        this.lease = lease;
        this.epoch = epoch;
        this.role = role;
        this.withDescriptors = withDescriptors;
        watch = new Watch(proc, managerPid, withDescriptors);
        stop = new TreeStop(lease, epoch, proc, watch);
        resume = new TreeResume(lease, role, proc);
        stop.forbid(ProcessHandle.current().pid());
        stop.forbid(managerPid);
    }

    /** Returns when the guard is needed no more. */
    void run() {
        boolean needed = true;
        while (needed) {
            Watch.Event event = watch.await(deadline);
            needed = isInCharge() && handle(event);
        }
        leave();
    }

    /** False once a newer epoch has begun: this guard must not signal anything any more. */
    private boolean isInCharge() {
        return lease.epoch() == epoch;
    }

    private boolean handle(Watch.Event event) {
        if (event == Watch.Event.COMMAND) {
            return obey();
        }
        if (event == Watch.Event.DEADLINE) {
            release(Reason.EXPIRED);
        } else if (event == Watch.Event.PEER_GONE) {
            peerAlive = false;
            if (!lease.isHolderFinished(epoch)) {
                // Also after a release: the holder's last stop may have come after our continue.
                release(Reason.PEER_GONE);
            }
        }
        return event != Watch.Event.MANAGER_GONE;
    }

    /** False on end of file and when sent away. */
    private boolean obey() {
        if (Posix.read(0, inAddress, Command.BYTES) != Command.BYTES) {
            return false;
        }
        Command command = Command.of(in.getLong(8));
        long argument = in.getLong(16);
        Reason reason = Reason.NONE;
        long shortcomings = 0;
        if (command == Command.ARM) {
            reason = rehearse(argument);
            shortcomings = Hardening.harden();
        } else if (command == Command.WATCH) {
            deadline = argument;
            reason = peerAlive ? Reason.NONE : Reason.PEER_GONE;
        } else if (command == Command.SUSPEND) {
            reason = suspend(argument);
        } else if (command == Command.RESUME) {
            release(Reason.NONE);
        }
        answer(reason, shortcomings);
        return command != Command.LEAVE;
    }

    private void answer(Reason reason, long shortcomings) {
        out.setLong(0, in.getLong(0));
        out.setLong(8, reason.ordinal());
        out.setLong(16, stop.failedPid());
        out.setLong(24, shortcomings);
        Posix.write(1, outAddress, Answer.BYTES);
    }

    private Reason rehearse(long peerPid) {
        stop.forbid(peerPid);
        peerAlive = watch.peer(peerPid, withDescriptors);
        if (!peerAlive) {
            return Reason.PEER_GONE;
        }
        return Rehearsal.of(lease, role, stop, resume).run();
    }

    private Reason suspend(long until) {
        if (!peerAlive) {
            return Reason.PEER_GONE;
        }
        deadline = until;
        Reason reason = stop.stop(until);
        if (reason != Reason.NONE) {
            release(reason);
        }
        return reason;
    }

    private void release(Reason cause) {
        deadline = Watch.NEVER;
        if (lease.holdBegan() != 0 && isInCharge()) {
            resume.release(cause);
        }
    }

    /**
     * The holder just says that it will stop nothing more. The witness stays until the holder has said so or is dead, because a holder
     * that was itself stopped in the middle may have one stop on its way.
     */
    private void leave() {
        if (!lease.isReleasedBy(role)) {
            release(Reason.MANAGER_GONE);
        }
        if (role == Role.HOLDER) {
            lease.holderFinished(epoch);
            return;
        }
        while (peerAlive && !lease.isHolderFinished(epoch) && isInCharge()) {
            peerAlive = !watch.isPeerGoneWithin(LAST_LOOK_NANOS);
        }
        if (!lease.isHolderFinished(epoch)) {
            release(Reason.MANAGER_GONE);
        }
    }
}
