package org.copyblade.lab.ims.internal.recon;

/**
 * A member as RECON knows it.
 *
 * @param imsid its name
 * @param state what became of it
 * @param logStart when its log began
 * @param checkpoint when its last checkpoint was, 0 for none
 * @param recovering is a restart of it under way?
 */
public record Subsystem(String imsid, State state, long logStart, long checkpoint, boolean recovering) {

    /** What became of a member. */
    public enum State {
        /** It ended as it should. */
        ENDED,
        /** It runs, as far as RECON knows. */
        ACTIVE,
        /** It died, and its work is to be backed out. */
        ABNORMAL
    }

    public Subsystem with(State other) {
        return new Subsystem(imsid, other, logStart, checkpoint, false);
    }

    public Subsystem withRecovering(boolean now) {
        return new Subsystem(imsid, state, logStart, checkpoint, now);
    }

    public Subsystem withCheckpoint(long at) {
        return new Subsystem(imsid, state, logStart, at, recovering);
    }

    public Subsystem started(long at) {
        return new Subsystem(imsid, State.ACTIVE, at, checkpoint, false);
    }
}
