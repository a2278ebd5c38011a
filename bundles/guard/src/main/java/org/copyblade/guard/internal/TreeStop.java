package org.copyblade.guard.internal;

import com.sun.jna.Native;
import java.util.BitSet;

/**
 * Stops a process and all its descendants, and takes the fingerprint of each.
 *
 * <p>The leader comes first, and the children of a process are listed only when it was seen stopped: a stopped process forks no more,
 * so its list can only shrink, and a process that waits in the kernel for its newborn child to start a program is not kept waiting by
 * our stopping that child. A last pass, with all stopped and all fingerprints taken, must find no new child.
 *
 * <p>Before each stop the process is written into the lease. After each stop the lease is read again: if the server has been released
 * meanwhile, this one stop is taken back. For one thread.
 */
final class TreeStop {
    private static final int PID_LIMIT = 4 * 1024 * 1024;
    private static final long LOOK_AGAIN_NANOS = 50_000;
    /** How long a stopped process may take to leave the scheduler's queue, where the kernel does not tell us that it has. */
    private static final long LEAVES_QUEUE_NANOS = 5_000_000;

    private final Lease lease;
    private final long epoch;
    private final ProcFiles proc;
    private final Watch watch;
    private final BitSet known = new BitSet(PID_LIMIT);
    private final BitSet forbidden = new BitSet(PID_LIMIT);
    private final int[] children = new int[Lease.CAPACITY];
    private final int[] threads = new int[Lease.CAPACITY];
    private boolean rehearsal;
    /** The kernel tells us which processes are off the queue; without the right to trace them it does not. */
    private boolean tellsQueue;

    private long deadline;
    private long failedPid;

    TreeStop(Lease lease, long epoch, ProcFiles proc, Watch watch) {
        this.lease = lease;
        this.epoch = epoch;
        this.proc = proc;
        this.watch = watch;
        // Reaching the last bit once takes the memory now.
        known.set(PID_LIMIT - 1);
        forbidden.set(PID_LIMIT - 1);
    }

    /** This process must not be part of the tree: stopping it would stop those who hold the lease. */
    void forbid(long pid) {
        forbidden.set((int) pid);
    }

    /** The process that the reason of the last failure speaks of. */
    long failedPid() {
        return failedPid;
    }

    /** Walks the whole way, but with a signal that does nothing and without waiting for its effect. */
    Reason rehearse() {
        rehearsal = true;
        watch.interrupts(0);
        Reason reason = walk();
        forgetKnown();
        lease.keepLeaderOnly();
        return reason;
    }

    /** Stops the tree; if the answer is not NONE some of it may be stopped and must be continued. */
    Reason stop(long deadlineNanos) {
        rehearsal = false;
        deadline = deadlineNanos;
        lease.beginHold(System.nanoTime(), deadlineNanos);
        Reason reason = walk();
        if (reason == Reason.NONE && !tellsQueue) {
            reason = takeFingerprintsAgain();
        }
        if (reason == Reason.NONE) {
            lease.held(System.nanoTime());
        }
        return reason;
    }

    private void forgetKnown() {
        for (int index = lease.count() - 1; index >= 0; index--) {
            known.clear((int) lease.pid(index));
        }
    }

    private Reason walk() {
        if (!proc.lives(lease.pid(0), lease.start(0))) {
            return fail(Reason.LEADER_GONE, lease.pid(0));
        }
        known.set((int) lease.pid(0));
        Reason reason = forbidden.get((int) lease.pid(0)) ? fail(Reason.OWN_TREE, lease.pid(0)) : signal(lease.pid(0));
        int before;
        do {
            before = lease.count();
            for (int index = 0; index < lease.count() && reason == Reason.NONE; index++) {
                reason = settle(index);
                if (reason == Reason.NONE) {
                    reason = stopChildren(index);
                }
            }
            // In a rehearsal processes go on being born, and there would be no end.
        } while (reason == Reason.NONE && lease.count() > before && !rehearsal);
        return reason;
    }

    private Reason signal(long pid) {
        if (lease.epoch() != epoch) {
            return fail(Reason.FENCED, pid);
        }
        if (!lease.mayStop(epoch)) {
            return fail(Reason.INTERRUPTED, pid);
        }
        if (System.nanoTime() - deadline >= 0 && !rehearsal) {
            return fail(Reason.NOT_STOPPED, pid);
        }
        if (!Posix.send(pid, rehearsal ? Posix.NO_SIGNAL : Posix.SIGSTOP)) {
            return Native.getLastError() == Posix.ESRCH ? Reason.NONE : fail(Reason.DENIED, pid);
        }
        if (!rehearsal && !lease.mayStop(epoch)) {
            Posix.send(pid, Posix.SIGCONT);
            return fail(Reason.INTERRUPTED, pid);
        }
        return Reason.NONE;
    }

    /** Waits until the process of this entry is stopped, and takes its fingerprint. */
    private Reason settle(int index) {
        long pid = lease.pid(index);
        if (pid == 0 || lease.turns(index) != 0 && !rehearsal) {
            return Reason.NONE;
        }
        long stoppedSince = 0;
        while (true) {
            if (!proc.stat(pid)) {
                return unread(index, pid);
            }
            if (proc.start != lease.start(index)) {
                return another(index, pid);
            }
            if (proc.state == 'Z' || proc.state == 'X') {
                return ended(index, pid);
            }
            if (rehearsal || areAllThreadsStopped(pid)) {
                long now = System.nanoTime();
                stoppedSince = stoppedSince == 0 ? now : stoppedSince;
                boolean offQueue = proc.isOffQueue(pid);
                tellsQueue |= offQueue;
                if (offQueue || !tellsQueue || rehearsal || now - stoppedSince > LEAVES_QUEUE_NANOS) {
                    return takeFingerprint(index, pid);
                }
            } else {
                stoppedSince = 0;
            }
            if (System.nanoTime() - deadline >= 0) {
                return fail(Reason.NOT_STOPPED, pid);
            }
            if (watch.interrupts(LOOK_AGAIN_NANOS) || !lease.mayStop(epoch)) {
                return fail(Reason.INTERRUPTED, pid);
            }
        }
    }

    /** All are stopped, but some may have had one more turn before they left the queue: once for all, wait until that is over. */
    private Reason takeFingerprintsAgain() {
        Reason reason = watch.interrupts(LEAVES_QUEUE_NANOS) ? fail(Reason.INTERRUPTED, lease.pid(0)) : Reason.NONE;
        for (int index = 0; index < lease.count() && reason == Reason.NONE; index++) {
            if (lease.pid(index) != 0) {
                reason = takeFingerprint(index, lease.pid(index));
            }
        }
        return reason;
    }

    private Reason takeFingerprint(int index, long pid) {
        if (!proc.fingerprint(pid)) {
            return unread(index, pid);
        }
        lease.fingerprint(index, proc.turns, proc.runNanos);
        return Reason.NONE;
    }

    /** A process is only forgotten if the kernel says that there is none. */
    private Reason unread(int index, long pid) {
        return ProcFiles.saidThereIsNone() ? ended(index, pid) : fail(Reason.UNREADABLE, pid);
    }

    /** The number belongs to somebody else now, who must not suffer from it. */
    private Reason another(int index, long pid) {
        if (!rehearsal) {
            Posix.send(pid, Posix.SIGCONT);
        }
        return ended(index, pid);
    }

    private Reason ended(int index, long pid) {
        lease.gone(index);
        known.clear((int) pid);
        return index == 0 ? fail(Reason.LEADER_GONE, pid) : Reason.NONE;
    }

    private boolean areAllThreadsStopped(long pid) {
        if (proc.state != 'T') {
            return false;
        }
        if (proc.threads == 1) {
            return true;
        }
        int count = proc.threads(pid, threads);
        for (int index = 0; index < count; index++) {
            // A thread that has ended since it was listed needs no stop.
            if (proc.stat(threads[index]) && proc.state != 'T' && proc.state != 'Z' && proc.state != 'X') {
                return false;
            }
        }
        return count > 0;
    }

    private Reason stopChildren(int index) {
        long parent = lease.pid(index);
        if (parent == 0) {
            return Reason.NONE;
        }
        int count = listChildren(parent);
        if (count < 0) {
            return proc.stat(parent) ? fail(Reason.NO_CHILDREN_LIST, parent) : Reason.NONE;
        }
        for (int child = 0; child < count; child++) {
            Reason reason = stopChild(children[child], parent);
            if (reason != Reason.NONE) {
                return reason;
            }
        }
        return Reason.NONE;
    }

    private int listChildren(long parent) {
        if (!proc.stat(parent) || proc.threads == 1) {
            return proc.children(parent, children, 0);
        }
        int forkers = proc.threads(parent, threads);
        int filled = 0;
        for (int index = 0; index < forkers; index++) {
            int count = proc.children(threads[index], children, filled);
            if (count >= 0) {
                filled = count;
            } else if (proc.stat(threads[index]) || !ProcFiles.saidThereIsNone()) {
                return count;
            }
            // Else it has ended since it was listed, as threads do while nothing is stopped, and others have its
            // children.
        }
        return forkers < 0 ? forkers : filled;
    }

    private Reason stopChild(int pid, long parent) {
        if (known.get(pid)) {
            return Reason.NONE;
        }
        if (!proc.stat(pid)) {
            return ProcFiles.saidThereIsNone() ? Reason.NONE : fail(Reason.UNREADABLE, pid);
        }
        if (proc.parent != parent || proc.state == 'Z' || proc.state == 'X') {
            return Reason.NONE;
        }
        if (forbidden.get(pid)) {
            return fail(Reason.OWN_TREE, pid);
        }
        if (!lease.add(pid, proc.start)) {
            return fail(Reason.TOO_MANY, pid);
        }
        known.set(pid);
        return signal(pid);
    }

    private Reason fail(Reason reason, long pid) {
        failedPid = pid;
        return reason;
    }
}
