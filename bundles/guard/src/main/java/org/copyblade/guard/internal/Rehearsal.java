package org.copyblade.guard.internal;

import java.time.Duration;

/**
 * Goes the whole way before it matters: every class is loaded, every page touched, every refusal seen, and the code that reads
 * {@code /proc} compiled.
 */
final class Rehearsal {
    private static final int PRACTICE_ROUNDS = 200;
    private static final Duration PRACTICE = Duration.ofMillis(40);
    private static final int ROUNDS = 20;
    private static final Duration ENOUGH = Duration.ofMillis(5);

    private final Lease lease;
    private final Role role;
    private final TreeStop stop;
    private final TreeResume resume;
    private final int mostRounds;
    private final Duration enough;

    private Rehearsal(Lease lease, Role role, TreeStop stop, TreeResume resume, int mostRounds, Duration enough) {
        this.lease = lease;
        this.role = role;
        this.stop = stop;
        this.resume = resume;
        this.mostRounds = mostRounds;
        this.enough = enough;
    }

    /** Of a guard that has just been started: until its code is compiled. */
    static Rehearsal practice(Lease lease, Role role, TreeStop stop, TreeResume resume) {
        return new Rehearsal(lease, role, stop, resume, PRACTICE_ROUNDS, PRACTICE);
    }

    /** Of one that has practised, on the very processes that are to be held. */
    static Rehearsal of(Lease lease, Role role, TreeStop stop, TreeResume resume) {
        return new Rehearsal(lease, role, stop, resume, ROUNDS, ENOUGH);
    }

    /** NONE, or why this server could not be held. */
    Reason run() {
        Reason reason = Reason.NONE;
        long begin = System.nanoTime();
        for (int round = 0; round < mostRounds && reason == Reason.NONE; round++) {
            // Only the holder stops processes, and only he may write the table.
            if (role == Role.HOLDER) {
                reason = stop.rehearse();
            }
            resume.rehearse();
            if (System.nanoTime() - begin > enough.toNanos()) {
                break;
            }
        }
        if (role == Role.HOLDER) {
            lease.keepLeaderOnly();
        }
        return reason;
    }
}
