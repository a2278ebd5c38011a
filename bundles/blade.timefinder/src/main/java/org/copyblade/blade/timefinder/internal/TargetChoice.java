package org.copyblade.blade.timefinder.internal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.copyblade.blade.timefinder.internal.array.Volume;
import org.copyblade.blade.timefinder.internal.array.VolumeId;

/**
 * Which source gets which free volume: the largest source is served first, and each gets the smallest that it fits, so that
 * large targets are left to those that need them. Pure.
 *
 * @param targets by source; a source that nothing fits has none
 * @param isExact whether every source has a target of its own size, so that no further volume could suit better
 */
record TargetChoice(Map<VolumeId, VolumeId> targets, boolean isExact) {

    TargetChoice {
        targets = Map.copyOf(targets);
    }

    /** Among equals, sources and volumes keep their order. */
    static TargetChoice of(List<Volume> sources, List<Volume> free) {
        Map<String, NavigableMap<Long, Deque<VolumeId>>> bySize = new HashMap<>();
        for (Volume volume : free) {
            bySize.computeIfAbsent(volume.emulation(), emulation -> new TreeMap<>())
                    .computeIfAbsent(volume.cylinders(), cylinders -> new ArrayDeque<>())
                    .add(volume.id());
        }
        List<Volume> largestFirst = new ArrayList<>(sources);
        largestFirst.sort(Comparator.comparingLong(Volume::cylinders).reversed());
        Map<VolumeId, VolumeId> targets = new HashMap<>();
        boolean exact = true;
        for (Volume source : largestFirst) {
            NavigableMap<Long, Deque<VolumeId>> sizes =
                    bySize.getOrDefault(source.emulation(), Collections.emptyNavigableMap());
            Map.Entry<Long, Deque<VolumeId>> smallest = sizes.ceilingEntry(source.cylinders());
            if (smallest != null) {
                targets.put(source.id(), smallest.getValue().remove());
                if (smallest.getValue().isEmpty()) {
                    sizes.remove(smallest.getKey());
                }
            }
            exact &= smallest != null && smallest.getKey() == source.cylinders();
        }
        return new TargetChoice(targets, exact);
    }
}
