package org.copyblade.guard;

/**
 * The server runs again; what is known about the time it was held.
 *
 * @param verdict whether none of its processes ran in the interval given
 * @param reason why the verdict is BROKEN, one sentence; empty if it is IN_FORCE
 * @param resumedBy who continued the server: {@code guard A}, {@code guard B} or {@code manager}
 * @param processes how many were held
 * @param heldFromNanos begin of the interval; 0 if the server was never held
 * @param heldUntilNanos its end, before the first process was continued; 0 if nothing was proven
 * @param resumedNanos when all had been continued
 */
public record Resumption(
        Verdict verdict,
        String reason,
        String resumedBy,
        int processes,
        long heldFromNanos,
        long heldUntilNanos,
        long resumedNanos) {

    /** Was the hold in force throughout? */
    public enum Verdict {
        /** Proven: the kernel gave none of the processes a processor between begin and end of the interval. */
        IN_FORCE,
        /** Not proven: what was copied meanwhile must not be trusted. */
        BROKEN
    }

    /** True only if the hold was in force throughout. */
    public boolean inForce() {
        return verdict == Verdict.IN_FORCE;
    }
}
