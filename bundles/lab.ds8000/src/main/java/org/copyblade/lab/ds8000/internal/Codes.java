package org.copyblade.lab.ds8000.internal;

import org.copyblade.lab.array.ArrayException;

/**
 * The codes of the API, as client code knows them. Those marked (unconfirmed) are composed for the lab, because no public
 * source names the one that a real system sends.
 */
final class Codes {
    static final String NO_TOKEN = "BE7A001A";
    static final String BAD_TOKEN = "BE7A001B";
    static final String BAD_CREDENTIALS = "BE7A0029";
    static final String MISSING = "BE7A0001";
    static final String MALFORMED = "BE7A0005";
    static final String NO_HOST = "BE7A0016";
    static final String NO_MAPPING = "BE7A001F";
    /** (unconfirmed) */
    static final String UNAVAILABLE = "BE7A0000";

    private Codes() {}

    /** The code that a reason of the array has; all of them come with status 500. */
    static String of(ArrayException.Reason reason) {
        return switch (reason) {
            case TARGET_TAKEN -> "000000AE";
            case VOLUME_UNKNOWN, VOLUME_IN_RELATION, CASCADING -> "00000013";
            case POOL_UNKNOWN, SUBSYSTEM_UNKNOWN, RELATION_UNKNOWN, NOT_MIRRORING -> MISSING;
            case INVALID -> MALFORMED;
            // No call of this API comes to them.
            case SNAPSHOT_UNKNOWN,
                    SNAPSHOT_LINKED,
                    SNAPSHOT_RESTORED,
                    SNAPSHOT_SECURE,
                    TOO_MANY_SNAPSHOTS,
                    LINK_UNKNOWN -> MALFORMED;
            case SUBSYSTEM_FULL -> "BE7A0031";
            case OUT_OF_SPACE -> "BE534459";
            // (unconfirmed) from here on
            case TOO_MANY_TARGETS -> "000000A1";
            case INCREMENTAL_TAKEN -> "000000A2";
            case MISFIT -> "000000A3";
            case SPACE_EFFICIENT_TARGET -> "000000A4";
            case COPY_INCOMPLETE -> "000000A5";
            case WRITE_INHIBITED -> "000000A6";
            case TARGET_UNUSABLE -> "000000A7";
            case NOT_TOGETHER -> "000000A8";
            case FAULT -> "000000FF";
            case IO -> "BE7A00FF";
        };
    }

    static Refusal refusal(ArrayException cause) {
        return new Refusal(500, of(cause.reason()), cause.getMessage());
    }
}
