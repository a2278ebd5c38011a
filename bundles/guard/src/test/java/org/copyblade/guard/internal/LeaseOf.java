package org.copyblade.guard.internal;

/** Reaches into a lease as another manager would. */
public final class LeaseOf {
    private final Lease lease;

    private LeaseOf(Lease lease) {
        this.lease = lease;
    }

    /** The lease of this system, which exists. */
    public static LeaseOf system(String key) throws Exception {
        return new LeaseOf(Lease.map(RuntimeDirectory.open().lease(key)));
    }

    /** Ends the epoch in force. */
    public void fence() {
        lease.fence();
    }

    /** When the guards of the epoch in force let the server go on by themselves. */
    public long deadlineNanos() {
        return lease.deadline();
    }

    /** False also for a process that has ended but whose parent has not taken note. */
    public static boolean isRunning(long pid) {
        ProcFiles proc = new ProcFiles();
        return proc.stat(pid) && proc.state != 'Z';
    }
}
