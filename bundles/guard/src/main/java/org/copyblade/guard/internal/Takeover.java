package org.copyblade.guard.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.copyblade.guard.GuardException;

/**
 * Ends what an earlier epoch has left of a lease: its guards are fenced, then killed, and when they are dead, so that no stop of theirs
 * can follow, everything in the table is continued. It is also where one of them cannot be killed, but then the lease stays open, and
 * whoever comes next does it again.
 */
final class Takeover {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);

    /** Whoever lets go at the limit has done so by then. */
    private static final long OVERDUE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Lease lease;
    private final ProcFiles proc;
    private final LongConsumer killer;
    private final List<Long> ended = new ArrayList<>();
    private final List<Long> continued = new ArrayList<>();

    Takeover(Lease lease, ProcFiles proc) {
        this(lease, proc, pid -> Posix.send(pid, Posix.SIGKILL));
    }

    /** @param killer ends a process, if it can */
    Takeover(Lease lease, ProcFiles proc, LongConsumer killer) {
        this.lease = lease;
        this.proc = proc;
        this.killer = killer;
    }

    /** Guards that were still there. */
    List<Long> endedGuards() {
        return ended;
    }

    /** Processes that were stopped and run again. */
    List<Long> continuedProcesses() {
        return continued;
    }

    /** True if something may be held and neither guard is there to let it go, or is at work although it is time. */
    boolean isOrphan() {
        return lease.isOpen() && lease.holdBegan() != 0 && (isUnguarded() || isOverdue());
    }

    private boolean isUnguarded() {
        return isDead(Role.HOLDER) && isDead(Role.WITNESS);
    }

    /** How long until guards that let nothing go are late; 0 if nothing is held, or they would be by now. */
    long nanosUntilOverdue() {
        return lease.isOpen() && lease.holdBegan() != 0
                ? Math.max(0, lease.deadline() + OVERDUE_NANOS - System.nanoTime())
                : 0;
    }

    /** Both were stopped by somebody, and their manager has not done it for them. */
    private boolean isOverdue() {
        return System.nanoTime() - lease.deadline() > OVERDUE_NANOS
                && !isAtWork(Role.HOLDER)
                && !isAtWork(Role.WITNESS);
    }

    /** True if a hold of a later epoch is under way and a guard is at work to end it. */
    boolean isGuardedSince(long epoch) {
        return lease.isOpen() && lease.epoch() > epoch && (isAtWork(Role.HOLDER) || isAtWork(Role.WITNESS));
    }

    private boolean isAtWork(Role role) {
        return !isDead(role) && proc.state != 'T';
    }

    private boolean isDead(Role role) {
        long pid = lease.guardPid(role);
        return pid == 0 || !proc.lives(pid, lease.guardStart(role));
    }

    /**
     * After this the lease is closed, no epoch is in force, and the guards of all earlier ones are dead.
     *
     * @throws GuardException if a guard cannot be ended; all that was held is continued
     */
    void run() throws GuardException {
        lease.fence();
        if (!lease.isOpen()) {
            return;
        }
        List<Role> left = Stream.of(Role.HOLDER, Role.WITNESS)
                .filter(role -> !isEnded(role))
                .toList();
        if (lease.holdBegan() != 0) {
            noteStopped();
            new TreeResume(lease, Role.MANAGER, proc).release(Reason.GUARDS_SILENT);
        }
        if (!left.isEmpty()) {
            throw new GuardException(
                    "cannot end " + left.get(0).title() + " of an earlier start, process "
                            + lease.guardPid(left.get(0)),
                    "was it started by another user? end it, then try again");
        }
        lease.close();
    }

    private void noteStopped() {
        for (int index = 0; index < lease.count(); index++) {
            long pid = lease.pid(index);
            if (pid != 0 && proc.lives(pid, lease.start(index)) && proc.state == 'T') {
                continued.add(pid);
            }
        }
    }

    private boolean isEnded(Role role) {
        if (isDead(role)) {
            return true;
        }
        long pid = lease.guardPid(role);
        long start = lease.guardStart(role);
        ended.add(pid);
        killer.accept(pid);
        for (long begin = System.nanoTime(); proc.lives(pid, start); pause()) {
            if (System.nanoTime() - begin > PATIENCE_NANOS) {
                ended.remove(pid);
                return false;
            }
        }
        return true;
    }

    private static void pause() {
        try {
            Thread.sleep(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
