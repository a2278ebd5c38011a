package org.copyblade.blade.timefinder.internal.array;

import java.util.Objects;

/**
 * A volume that shows some snapshot of another.
 *
 * @param name of the snapshot
 * @param snapid of the point in time
 * @param link the two volumes
 */
public record Shown(String name, long snapid, Link link) {
    public Shown {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(link, "link");
    }
}
