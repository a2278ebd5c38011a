package org.copyblade.lab.powermax.internal;

import org.copyblade.lab.array.ArrayException;

/**
 * A request that is answered with an error. The API has no codes: a client tells one refusal from the other by words of the
 * message, so those that clients look for are as they are seen in the field; the words around them are the lab's own.
 */
final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;

    Refusal(int status, String message) {
        super(message);
        this.status = status;
    }

    int status() {
        return status;
    }

    /** There is no such thing, though the request is well formed. */
    static Refusal missing(String what) {
        return new Refusal(404, what + " cannot be found");
    }

    /** What the request says makes no sense. */
    static Refusal malformed(String why) {
        return new Refusal(400, why);
    }

    /** The array would not: status 500 with the reason behind what failed. */
    static Refusal byArray(String doing, String reason) {
        return new Refusal(500, "A problem occurred " + doing + ": " + reason);
    }

    static Refusal of(String doing, ArrayException cause) {
        return byArray(doing, words(cause));
    }

    private static String words(ArrayException cause) {
        return switch (cause.reason()) {
            case TOO_MANY_SNAPSHOTS, TOO_MANY_TARGETS ->
                "The maximum number of sessions has been exceeded for the specified Source device";
            case TARGET_TAKEN -> "The device is already a Copy session Target device: " + cause.getMessage();
            case LINK_UNKNOWN -> "No link target was found";
            case SNAPSHOT_UNKNOWN -> "No snapshot information found";
            // (unconfirmed) from here on
            case SNAPSHOT_LINKED -> "The snapshot is linked and cannot be terminated";
            case SNAPSHOT_RESTORED -> "The snapshot is restored and cannot be terminated";
            case SNAPSHOT_SECURE -> "The secure snapshot has not expired: " + cause.getMessage();
            case VOLUME_UNKNOWN,
                    POOL_UNKNOWN,
                    SUBSYSTEM_UNKNOWN,
                    RELATION_UNKNOWN,
                    INVALID,
                    VOLUME_IN_RELATION,
                    CASCADING,
                    INCREMENTAL_TAKEN,
                    MISFIT,
                    SPACE_EFFICIENT_TARGET,
                    NOT_TOGETHER,
                    NOT_MIRRORING,
                    COPY_INCOMPLETE,
                    SUBSYSTEM_FULL,
                    OUT_OF_SPACE,
                    WRITE_INHIBITED,
                    TARGET_UNUSABLE,
                    FAULT,
                    IO -> cause.getMessage();
        };
    }
}
