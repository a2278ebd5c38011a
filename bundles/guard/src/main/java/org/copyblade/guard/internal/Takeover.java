package org.copyblade.guard.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.copyblade.guard.GuardException;

/**
 * Ends what an earlier epoch has left of a lease: its guards are fenced, then killed, and only when they are dead, so that no stop of
 * theirs can follow, everything in the table is continued.
 */
final class Takeover {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final Lease lease;
    private final ProcFiles proc;
    private final List<Long> ended = new ArrayList<>();
    private final List<Long> continued = new ArrayList<>();

    Takeover(Lease lease, ProcFiles proc) {
        this.lease = lease;
        this.proc = proc;
    }

    /** Guards that were still there. */
    List<Long> endedGuards() {
        return ended;
    }

    /** Processes that were stopped and run again. */
    List<Long> continuedProcesses() {
        return continued;
    }

    /** True if something may be held and neither guard is there to let it go. */
    boolean isOrphan() {
        return lease.isOpen() && lease.holdBegan() != 0 && isDead(Role.HOLDER) && isDead(Role.WITNESS);
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

    /** After this the lease is closed, no epoch is in force, and the guards of all earlier ones are dead. */
    void run() throws GuardException {
        lease.fence();
        if (!lease.isOpen()) {
            return;
        }
        kill(Role.HOLDER);
        kill(Role.WITNESS);
        if (lease.holdBegan() != 0) {
            noteStopped();
            new TreeResume(lease, Role.MANAGER, proc).release(Reason.GUARDS_SILENT);
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

    private void kill(Role role) throws GuardException {
        if (isDead(role)) {
            return;
        }
        long pid = lease.guardPid(role);
        long start = lease.guardStart(role);
        ended.add(pid);
        Posix.send(pid, Posix.SIGKILL);
        for (long begin = System.nanoTime(); proc.lives(pid, start); pause()) {
            if (System.nanoTime() - begin > PATIENCE_NANOS) {
                throw new GuardException(
                        "cannot end " + role.title() + " of an earlier start, process " + pid,
                        "was it started by another user? end it, then try again");
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
