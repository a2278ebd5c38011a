package org.copyblade.blade.flashcopy.internal.array;

import java.util.Objects;
import java.util.Set;

/**
 * A FlashCopy relationship.
 *
 * @param pair in its present direction
 * @param persistent whether it outlives its background copy
 * @param recording whether changes are recorded for an incremental copy
 * @param backgroundCopy whether all data is copied
 * @param outOfSyncTracks tracks not yet copied
 * @param state as the storage names it
 */
public record Relation(
        Pair pair, boolean persistent, boolean recording, boolean backgroundCopy, long outOfSyncTracks, String state) {

    /** All others are copies that failed. */
    private static final Set<String> GOOD = Set.of("valid", "validation_required");

    public Relation {
        Objects.requireNonNull(pair, "pair");
        Objects.requireNonNull(state, "state");
    }

    /** Whether the target can be used. */
    public boolean isGood() {
        return GOOD.contains(state);
    }

    /** Whether all data is on the target. */
    public boolean isCopied() {
        return outOfSyncTracks == 0;
    }
}
