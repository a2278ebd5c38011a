package org.copyblade.blade.timefinder.internal.array;

import java.util.Objects;

/**
 * A volume that shows the snapshot of another.
 *
 * @param source that was copied
 * @param target that shows it
 * @param defined whether it may be unlinked; always on code that has no define phase
 */
public record Link(VolumeId source, VolumeId target, boolean defined) {
    public Link {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(target, "target");
    }
}
