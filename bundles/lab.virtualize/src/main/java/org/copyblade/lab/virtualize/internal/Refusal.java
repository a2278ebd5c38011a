package org.copyblade.lab.virtualize.internal;

import org.copyblade.lab.array.ArrayException;
import org.copyblade.lab.array.face.FaceAnswer;

/**
 * A command that is not carried out, with the code that the documents of the product give for it. Where they give none the
 * nearest is taken, and marked (unconfirmed).
 */
final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    static final String MISSING_PARAMETER = "CMMVC5707E";
    static final String BAD_PARAMETER = "CMMVC5709E";
    static final String NO_OBJECT = "CMMVC5753E";
    static final String NO_NAME = "CMMVC5754E";
    static final String NO_GROUP = "CMMVC5804E";
    static final String IN_MAPPING = "CMMVC5840E";
    static final String WRONG_STATE = "CMMVC5903E";
    static final String COPYING = "CMMVC5907E";
    static final String STOPPED = "CMMVC5912E";
    static final String SIZES = "CMMVC5924E";
    static final String EXISTS = "CMMVC6035E";
    static final String ITSELF = "CMMVC6303E";
    static final String MAPPED = "CMMVC6466E";
    static final String NO_EXTENTS = "CMMVC5860E";

    /** A source with as many mappings as it may have (unconfirmed). */
    static final String TOO_MANY = "CMMVC6424E";

    /** Anything else (unconfirmed). */
    static final String FAILED = "CMMVC5786E";

    private final String code;

    Refusal(String code, String message) {
        super(message);
        this.code = code;
    }

    static Refusal missing(String parameter) {
        return new Refusal(MISSING_PARAMETER, "Required parameters are missing [-" + parameter + "].");
    }

    static Refusal bad(String parameter) {
        return new Refusal(BAD_PARAMETER, "[-" + parameter + "] is not a supported parameter or value.");
    }

    /** What the array said; its reasons are not those of the product. */
    static Refusal of(ArrayException cause) {
        String code =
                switch (cause.reason()) {
                    case VOLUME_UNKNOWN, POOL_UNKNOWN, SUBSYSTEM_UNKNOWN, RELATION_UNKNOWN -> NO_OBJECT;
                    case TARGET_TAKEN -> MAPPED;
                    case VOLUME_IN_RELATION, CASCADING -> IN_MAPPING;
                    case TOO_MANY_TARGETS -> TOO_MANY;
                    case MISFIT -> SIZES;
                    case OUT_OF_SPACE, SUBSYSTEM_FULL -> NO_EXTENTS;
                    case INVALID -> BAD_PARAMETER;
                    case COPY_INCOMPLETE, INCREMENTAL_TAKEN, NOT_MIRRORING, NOT_TOGETHER, TARGET_UNUSABLE ->
                        WRONG_STATE;
                    case SPACE_EFFICIENT_TARGET,
                            WRITE_INHIBITED,
                            SNAPSHOT_UNKNOWN,
                            SNAPSHOT_LINKED,
                            SNAPSHOT_RESTORED,
                            SNAPSHOT_SECURE,
                            TOO_MANY_SNAPSHOTS,
                            LINK_UNKNOWN,
                            FAULT,
                            IO -> FAILED;
                };
        return new Refusal(code, cause.getMessage());
    }

    String code() {
        return code;
    }

    /** Clients take what follows the last colon, so there is none behind the code. */
    FaceAnswer answer(String command) {
        return new FaceAnswer(
                500,
                "text/plain",
                "rest/" + command + ": " + code + " " + getMessage().replace(':', ' '));
    }
}
