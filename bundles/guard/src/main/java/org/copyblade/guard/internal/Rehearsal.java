package org.copyblade.guard.internal;

/**
 * Goes the whole way before it matters: every class is loaded, every page touched, every refusal seen, and the code that reads
 * {@code /proc} compiled.
 */
final class Rehearsal {
    private static final int MOST_ROUNDS = 200;
    private static final long ENOUGH_NANOS = 40_000_000;

    private final Lease lease;
    private final Role role;
    private final TreeStop stop;
    private final TreeResume resume;

    Rehearsal(Lease lease, Role role, TreeStop stop, TreeResume resume) {
        this.lease = lease;
        this.role = role;
        this.stop = stop;
        this.resume = resume;
    }

    /** NONE, or why this server could not be held. */
    Reason run() {
        Reason reason = Reason.NONE;
        long begin = System.nanoTime();
        for (int round = 0; round < MOST_ROUNDS && reason == Reason.NONE; round++) {
            // Only the holder stops processes, and only he may write the table.
            if (role == Role.HOLDER) {
                reason = stop.rehearse();
            }
            resume.rehearse();
            if (System.nanoTime() - begin > ENOUGH_NANOS) {
                break;
            }
        }
        if (role == Role.HOLDER) {
            lease.keepLeaderOnly();
        }
        return reason;
    }
}
