package org.copyblade.lab.array.internal;

import java.util.EnumSet;
import java.util.Set;
import org.copyblade.lab.array.CopyOption;
import org.copyblade.lab.array.Extent;

/**
 * A relation as the journal has it.
 *
 * @param id of the relation
 * @param map number of the map that says which of its tracks are copied; another at each establish
 * @param basis what the map begins with, where that is not "nothing is copied"; null for none
 * @param sequence how often it was established
 * @param establishedEpochMs time of day
 * @param failed has its target become unusable?
 */
record StoredRelation(
        long id,
        long map,
        Basis basis,
        String source,
        Extent sourceExtent,
        String target,
        Extent targetExtent,
        Set<CopyOption> options,
        int sequence,
        long establishedEpochMs,
        boolean failed) {

    /**
     * The map of an earlier relation of the same two extents.
     *
     * @param map its number
     * @param recorded did it record changes?
     * @param reversed were source and target the other way round?
     */
    record Basis(long map, boolean recorded, boolean reversed) {}

    boolean has(CopyOption option) {
        return options.contains(option);
    }

    /** Both the wish to record and a relation that lasts long enough for it to matter. */
    boolean recordsChanges() {
        return has(CopyOption.RECORD_CHANGES) && has(CopyOption.PERSISTENT);
    }

    StoredRelation asFailed() {
        return with(options, true);
    }

    /** The pair after its split: a relation whose point in time is now. */
    StoredRelation asSplit() {
        Set<CopyOption> kept = EnumSet.copyOf(options);
        kept.remove(CopyOption.MIRROR);
        return with(kept, failed);
    }

    StoredRelation copiedInBackground(boolean wanted) {
        Set<CopyOption> others = EnumSet.noneOf(CopyOption.class);
        others.addAll(options);
        if (wanted) {
            others.remove(CopyOption.NO_BACKGROUND_COPY);
        } else {
            others.add(CopyOption.NO_BACKGROUND_COPY);
        }
        return with(others, failed);
    }

    private StoredRelation with(Set<CopyOption> otherOptions, boolean nowFailed) {
        return new StoredRelation(
                id,
                map,
                basis,
                source,
                sourceExtent,
                target,
                targetExtent,
                otherOptions,
                sequence,
                establishedEpochMs,
                nowFailed);
    }
}
