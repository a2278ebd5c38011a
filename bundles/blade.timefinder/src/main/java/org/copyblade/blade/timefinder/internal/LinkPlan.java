package org.copyblade.blade.timefinder.internal;

import java.util.Objects;
import org.copyblade.blade.timefinder.internal.array.VolumeRanges;

/**
 * How the profile wants a snapshot shown.
 *
 * @param copy whether all data is copied to the volumes that show it
 * @param pool which volumes show it, as ranges; those of the endpoint where it is empty. Only volumes of a pool that the
 *     profile names are taken over from an older generation.
 * @param left which volumes of the endpoint show none where there is no pool, as ranges
 */
record LinkPlan(boolean copy, String pool, String left) {

    /** Without copying, on any volumes of the endpoint. */
    static final LinkPlan NOCOPY = new LinkPlan(false, "", "");

    LinkPlan {
        Objects.requireNonNull(pool, "pool");
        Objects.requireNonNull(left, "left");
    }

    boolean hasPool() {
        return !pool.isEmpty();
    }

    /** @param ours volumes of the endpoint */
    VolumeRanges volumes(VolumeRanges ours) {
        return hasPool()
                ? VolumeRanges.of(VolumeRanges.parse(pool).volumes().stream()
                        .filter(ours::contains)
                        .toList())
                : ours.without(VolumeRanges.parse(left));
    }
}
