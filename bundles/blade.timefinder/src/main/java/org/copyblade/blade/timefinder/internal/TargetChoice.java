package org.copyblade.blade.timefinder.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
        List<Volume> largestFirst = new ArrayList<>(sources);
        largestFirst.sort(Comparator.comparingLong(Volume::cylinders).reversed());
        Map<VolumeId, VolumeId> targets = new LinkedHashMap<>();
        Set<VolumeId> given = new HashSet<>();
        boolean exact = true;
        for (Volume source : largestFirst) {
            Optional<Volume> target = free.stream()
                    .filter(volume -> !given.contains(volume.id()))
                    .filter(volume -> volume.emulation().equals(source.emulation()))
                    .filter(volume -> volume.cylinders() >= source.cylinders())
                    .min(Comparator.comparingLong(Volume::cylinders));
            target.ifPresent(volume -> {
                given.add(volume.id());
                targets.put(source.id(), volume.id());
            });
            exact &= target.filter(volume -> volume.cylinders() == source.cylinders())
                    .isPresent();
        }
        return new TargetChoice(targets, exact);
    }
}
