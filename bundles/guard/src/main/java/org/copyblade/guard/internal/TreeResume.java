package org.copyblade.guard.internal;

/**
 * Proves that the processes in the lease did not run, and continues them. The same code serves both guards, the manager as a last
 * resort, and the next start after a crash. Continuing is harmless when repeated and waits for nothing. For one thread.
 */
final class TreeResume {
    private final Lease lease;
    private final Role role;
    private final ProcFiles proc;
    private final boolean[] ran = new boolean[Lease.CAPACITY];
    private final int[] children = new int[Lease.CAPACITY];
    private long ranPid;

    TreeResume(Lease lease, Role role, ProcFiles proc) {
        this.lease = lease;
        this.role = role;
        this.proc = proc;
    }

    /** Walks the whole way, with a signal that does nothing. */
    void rehearse() {
        compare();
        continueAll(Posix.NO_SIGNAL);
    }

    /**
     * Lets the server go on and writes down what is known about the hold.
     *
     * @param cause NONE if somebody asked for it: the hold was in force if no process ran; else why it cannot be called so
     */
    void release(Reason cause) {
        long heldUntil = System.nanoTime();
        boolean still = compare();
        Reason reason = cause;
        if (cause == Reason.NONE) {
            reason = judge(heldUntil, still);
        }
        // Somebody who released first made the processes run: his word about the hold counts then, not ours.
        if (!lease.isReleasedBy(role)) {
            lease.release(role, reason, ranPid, reason == Reason.NONE ? heldUntil : 0, System.nanoTime());
        }
        continueAll(Posix.SIGCONT);
        lease.continued(role, System.nanoTime());
    }

    private Reason judge(long heldUntil, boolean still) {
        if (lease.heldFrom() == 0) {
            return lease.holdBegan() == 0 ? Reason.NOT_HELD : Reason.INTERRUPTED;
        }
        if (heldUntil - lease.deadline() >= 0) {
            return Reason.EXPIRED;
        }
        return still ? Reason.NONE : Reason.RAN;
    }

    /** True if every process is still stopped and none was given a processor since its fingerprint was taken. */
    private boolean compare() {
        boolean still = true;
        for (int index = lease.count() - 1; index >= 0; index--) {
            long pid = lease.pid(index);
            ran[index] = pid != 0 && !isStill(index, pid);
            if (ran[index]) {
                still = false;
                ranPid = pid;
            }
        }
        return still;
    }

    private boolean isStill(int index, long pid) {
        return proc.fingerprint(pid)
                && proc.turns == lease.turns(index)
                && proc.runNanos == lease.runNanos(index)
                && proc.stat(pid)
                && proc.state == 'T'
                && proc.start == lease.start(index);
    }

    /**
     * Youngest first, the leader last: as long as it stands still no process is born, and whoever finds it stopped knows that a resume
     * has not come to its end.
     */
    private void continueAll(int signal) {
        for (int index = lease.count() - 1; index > 0; index--) {
            continueEntry(index, signal);
        }
        long leader = lease.pid(0);
        if (!isOurs(0, leader)) {
            return;
        }
        // The lease lists them all. Should it ever be wrong, the kernel's list is the second answer.
        int count = proc.children(leader, children, 0);
        for (int child = 0; child < count; child++) {
            Posix.send(children[child], signal);
        }
        Posix.send(leader, signal);
    }

    private void continueEntry(int index, int signal) {
        long pid = lease.pid(index);
        if (isOurs(index, pid)) {
            Posix.send(pid, signal);
        }
    }

    /** A process that did not run is certainly ours; of any other the start must agree, unless nothing can be read. */
    private boolean isOurs(int index, long pid) {
        if (pid == 0 || !ran[index]) {
            return pid != 0;
        }
        return proc.stat(pid) ? proc.start == lease.start(index) : !ProcFiles.saidThereIsNone();
    }
}
