package org.copyblade.blade.timefinder.internal.array;

import java.util.Objects;

/**
 * A source and the target that it is copied to.
 *
 * @param source id within the array
 * @param target id within the array
 */
public record BoundPair(VolumeId source, VolumeId target) {
    public BoundPair {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(target, "target");
    }

    @Override
    public String toString() {
        return source + ":" + target;
    }
}
