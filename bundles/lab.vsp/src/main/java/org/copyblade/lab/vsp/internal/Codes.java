package org.copyblade.lab.vsp.internal;

import org.copyblade.lab.array.ArrayException;

/**
 * The codes of the API. Those marked (unconfirmed) are composed for the lab, because no public source names the one that a
 * real system sends.
 */
final class Codes {
    static final String ARRAY = "KART30000-E";
    static final String NO_OBJECT = "KART30013-E";
    static final String ATTRIBUTE_MISSING = "KART20008-E";
    static final String NO_RESOURCE = "KART20009-E";
    static final String NOT_SUPPORTED = "KART40038-E";
    static final String LOCKED = "KART40050-E";
    /** (unconfirmed) The client looks at status and message. */
    static final String LOGIN = "KART40030-E";
    /** (unconfirmed) The same. */
    static final String TOKEN = "KART40031-E";
    /** (unconfirmed) The status, 503, is documented. */
    static final String SESSIONS = "KART40032-E";

    /** (unconfirmed) from here on: what the array says of pairs. */
    static final String PAIRED = "2E31-0001";

    static final String WRONG_STATUS = "2E31-0002";
    static final String MISFIT = "2E31-0003";
    static final String NO_MIRROR_UNIT = "2E31-0004";
    static final String DATA_REDUCTION = "2E31-0006";
    static final String SUSPENDED = "2E31-0007";

    /** Documented for snapshots. */
    static final String TOO_MANY_CONSISTENCY_GROUPS = "2E10-2302";

    private static final String NOT_INSTALLED = "2E20-0000";

    private Codes() {}

    static Refusal refusal(ArrayException cause) {
        String ssb =
                switch (cause.reason()) {
                    case VOLUME_UNKNOWN -> NOT_INSTALLED;
                    case MISFIT, SPACE_EFFICIENT_TARGET -> MISFIT;
                    case TOO_MANY_TARGETS -> NO_MIRROR_UNIT;
                    case TARGET_TAKEN, CASCADING, VOLUME_IN_RELATION, INCREMENTAL_TAKEN -> PAIRED;
                    case NOT_MIRRORING, RELATION_UNKNOWN, COPY_INCOMPLETE, TARGET_UNUSABLE -> WRONG_STATUS;
                    case POOL_UNKNOWN,
                            SUBSYSTEM_UNKNOWN,
                            INVALID,
                            SUBSYSTEM_FULL,
                            OUT_OF_SPACE,
                            WRITE_INHIBITED,
                            NOT_TOGETHER,
                            SNAPSHOT_UNKNOWN,
                            SNAPSHOT_LINKED,
                            SNAPSHOT_RESTORED,
                            SNAPSHOT_SECURE,
                            TOO_MANY_SNAPSHOTS,
                            LINK_UNKNOWN,
                            FAULT,
                            IO -> "2E31-00FF";
                };
        return Refusal.byArray(ssb, cause.getMessage());
    }
}
