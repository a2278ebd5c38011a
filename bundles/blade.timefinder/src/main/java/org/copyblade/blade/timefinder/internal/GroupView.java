package org.copyblade.blade.timefinder.internal;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.copyblade.blade.timefinder.internal.array.DeviceSnapshot;
import org.copyblade.blade.timefinder.internal.array.VolumeId;

/**
 * What bears the mark of one group, as one look saw it. Immutable.
 *
 * @param snapshots of whatever volumes
 * @param group volumes of the storage group; empty where there is none, or where nobody had to ask
 */
record GroupView(List<DeviceSnapshot> snapshots, Optional<Set<VolumeId>> group) {

    GroupView {
        snapshots = List.copyOf(snapshots);
        Objects.requireNonNull(group, "group");
    }

    Set<VolumeId> copied() {
        return snapshots.stream().map(DeviceSnapshot::volume).collect(Collectors.toSet());
    }

    boolean severalGenerations() {
        return snapshots.size() > copied().size();
    }

    Set<VolumeId> restored() {
        return snapshots.stream()
                .filter(DeviceSnapshot::restored)
                .map(DeviceSnapshot::volume)
                .collect(Collectors.toSet());
    }

    /** How two sets of volumes differ, in words. */
    static String difference(Set<VolumeId> wanted, Set<VolumeId> found) {
        Set<VolumeId> missing = new HashSet<>(wanted);
        missing.removeAll(found);
        Set<VolumeId> added = new HashSet<>(found);
        added.removeAll(wanted);
        return (missing.isEmpty() ? "" : "without " + some(missing))
                + (missing.isEmpty() || added.isEmpty() ? "" : ", ")
                + (added.isEmpty() ? "" : "with " + some(added) + ", which is no member");
    }

    /** The first of these, and how many more there are. */
    static String some(Set<VolumeId> volumes) {
        VolumeId first = volumes.stream().min(VolumeId::compareTo).orElseThrow();
        return volumes.size() == 1 ? first.value() : first + " and " + (volumes.size() - 1) + " more";
    }
}
