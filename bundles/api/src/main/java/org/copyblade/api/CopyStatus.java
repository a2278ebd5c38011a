package org.copyblade.api;

import java.util.Objects;
import java.util.OptionalInt;

/**
 * What the storage says now of the copies of one group.
 *
 * @param group its id
 * @param blade technology
 * @param endpoint endpoint of the blade
 * @param stage how far its data has moved
 * @param percent of what moves, where the storage tells it
 * @param meaning what follows from it, for people
 */
public record CopyStatus(
        String group, String blade, String endpoint, Stage stage, OptionalInt percent, String meaning) {

    /** How far the data of a copy has moved. */
    public enum Stage {
        /** The background copy goes on: until it ends, the copy is lost with its source. */
        COPYING,
        /** Independent of the source. */
        COPIED,
        /** Shares unchanged data with the source for ever. */
        DEPENDENT,
        /** It is being copied back onto its sources. */
        RESTORING,
        /** There is no copy that can be used. */
        UNUSABLE,
        /** The blade is absent or has no answer. */
        UNKNOWN
    }

    public CopyStatus {
        Objects.requireNonNull(group, "group");
        Objects.requireNonNull(blade, "blade");
        Objects.requireNonNull(endpoint, "endpoint");
        Objects.requireNonNull(stage, "stage");
        Objects.requireNonNull(percent, "percent");
        Objects.requireNonNull(meaning, "meaning");
    }
}
