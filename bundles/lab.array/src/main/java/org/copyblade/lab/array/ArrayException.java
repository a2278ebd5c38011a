package org.copyblade.lab.array;

/** The array refuses or cannot do what it was asked; faces give each reason the code of their vendor. */
public final class ArrayException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Why. */
    public enum Reason {
        /** No volume of that id, or a bad track of one that is there. */
        VOLUME_UNKNOWN,
        POOL_UNKNOWN,
        SUBSYSTEM_UNKNOWN,
        RELATION_UNKNOWN,
        /** A value that makes no sense whatever the state of the array. */
        INVALID,
        /** The volume is in a relation that forbids this. */
        VOLUME_IN_RELATION,
        /** The target of a new relation is the target of another. */
        TARGET_TAKEN,
        /** Source or target would be both at once, and the system does not cascade. */
        CASCADING,
        /** The source has as many targets as it may. */
        TOO_MANY_TARGETS,
        /** The source has an incremental relation already. */
        INCREMENTAL_TAKEN,
        /** Types or sizes do not fit. */
        MISFIT,
        /** A space-efficient target without leave to be one. */
        SPACE_EFFICIENT_TARGET,
        /** Another pair of a request for one instant was refused. */
        NOT_TOGETHER,
        /** A split of a pair that is none, or is split already. */
        NOT_MIRRORING,
        /** A restore before the background copy is complete. */
        COPY_INCOMPLETE,
        SUBSYSTEM_FULL,
        OUT_OF_SPACE,
        SNAPSHOT_UNKNOWN,
        /** A link still shows what is to end. */
        SNAPSHOT_LINKED,
        /** A restore session is still open on what is to end. */
        SNAPSHOT_RESTORED,
        /** It may not end before its term. */
        SNAPSHOT_SECURE,
        /** The volume has as many snapshots as it may. */
        TOO_MANY_SNAPSHOTS,
        LINK_UNKNOWN,
        /** The volume may not be written while its relation is there. */
        WRITE_INHIBITED,
        /** The content of a target whose relation failed. */
        TARGET_UNUSABLE,
        /** Refused because a fault was asked for. */
        FAULT,
        /** The lab's own directory failed it. */
        IO
    }

    private final Reason reason;

    public ArrayException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
