package org.copyblade.blade.timefinder.internal.array;

import java.util.Set;

/**
 * Which volumes of an array are in clone sessions.
 *
 * @param sources that are copied
 * @param targets that are copied to
 */
public record Paired(Set<VolumeId> sources, Set<VolumeId> targets) {
    public Paired {
        sources = Set.copyOf(sources);
        targets = Set.copyOf(targets);
    }

    public boolean contains(VolumeId volume) {
        return sources.contains(volume) || targets.contains(volume);
    }
}
