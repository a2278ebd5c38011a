package org.copyblade.blade.timefinder.internal.array;

import java.util.Set;

/**
 * What an establish has made.
 *
 * @param snapid stable number of the point in time
 * @param volumes that have it
 */
public record PointInTime(long snapid, Set<VolumeId> volumes) {
    public PointInTime {
        volumes = Set.copyOf(volumes);
    }
}
