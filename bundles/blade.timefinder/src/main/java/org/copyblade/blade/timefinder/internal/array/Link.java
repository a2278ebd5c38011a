package org.copyblade.blade.timefinder.internal.array;

import java.util.Objects;

/**
 * A volume that shows the snapshot of another.
 *
 * @param source that was copied
 * @param target that shows it
 * @param defined whether the array has made it ready; always on code that has no define phase
 * @param mode whether all data is copied to the target
 * @param percent of it that is; 0 where none is to be
 */
public record Link(VolumeId source, VolumeId target, boolean defined, Mode mode, int percent) {

    /** Whether all data is copied to the target, and how far that is. */
    public enum Mode {
        /** Data that nobody has changed is read from the snapshot. */
        NOCOPY,
        /** Being copied; until then as without. */
        COPYING,
        /** The target has everything of its own. */
        COPIED
    }

    public Link {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(mode, "mode");
    }

    /** One that is to be made. */
    public static Link wanted(VolumeId source, VolumeId target) {
        return new Link(source, target, false, Mode.NOCOPY, 0);
    }

    /** Its two volumes, in whatever state it is. */
    public BoundPair pair() {
        return new BoundPair(source, target);
    }

    /** Whether the array ends it without leaving a target that is worth nothing. */
    public boolean mayEnd() {
        return defined && mode != Mode.COPYING;
    }
}
