package org.copyblade.blade.spi;

import java.util.Objects;

/**
 * Who a blade is and what its storage can do.
 *
 * @param technology name of the technology as profiles write it, lower case
 * @param endpoint the endpoint this service drives
 * @param version version of the blade
 * @param grain what one member of a group is
 * @param needsTargets whether copies need target units named by the operator
 * @param reach how far one instant holds by itself, with no hold wanted; never further than the storage's own documents
 * @param hold how the storage can hold writes; under a hold all members of a group are one dependent-write consistent copy
 * @param mark how a copy is found again on the storage
 * @param restoreEffect what a restore does to the copy; after one that consumes it the group is no longer established
 */
public record BladeInfo(
        String technology,
        String endpoint,
        String version,
        Grain grain,
        boolean needsTargets,
        Reach reach,
        HoldAbility hold,
        Mark mark,
        RestoreEffect restoreEffect) {

    /** What one member of a copy group is. */
    public enum Grain {
        /** A whole volume, or what stands for one: a subvolume, an image. */
        VOLUME,
        /** A data set: a directory tree or a z/OS data set. */
        DATA_SET
    }

    /** How far one instant holds. */
    public enum Reach {
        /** One file after the other: no instant at all. Consistent only while nobody writes, or in backup mode. */
        NONE,
        /** Each volume at its own instant. */
        VOLUME,
        /** All members of a group on this endpoint at one instant. */
        ENDPOINT
    }

    /** How the storage itself can hold writes over the instant. */
    public enum HoldAbility {
        /** Not at all. */
        NONE,
        /** Only inside the establish call. */
        INSIDE_ESTABLISH,
        /** From establish until release, with a timer as backstop. */
        UNTIL_RELEASED
    }

    /** How a copy is found again. */
    public enum Mark {
        /** The group id is written on the storage. */
        NAMED,
        /** The identity is the set of source and target pairs. */
        TARGETS
    }

    /** What a restore does to the copy. */
    public enum RestoreEffect {
        /** The copy can be restored again. */
        KEEPS_COPY,
        /** The copy is used up. */
        CONSUMES_COPY
    }

    public BladeInfo {
        requireText(technology, "technology");
        requireText(endpoint, "endpoint");
        requireText(version, "version");
        Objects.requireNonNull(grain, "grain");
        Objects.requireNonNull(reach, "reach");
        Objects.requireNonNull(hold, "hold");
        Objects.requireNonNull(mark, "mark");
        Objects.requireNonNull(restoreEffect, "restoreEffect");
    }

    private static void requireText(String value, String name) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(name + " is missing");
        }
    }
}
