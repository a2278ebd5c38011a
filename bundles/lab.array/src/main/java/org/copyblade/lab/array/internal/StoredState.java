package org.copyblade.lab.array.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.copyblade.lab.array.Volume;
import org.copyblade.lab.array.VolumeGroup;

/** What a journal adds up to. Belongs to the journal, which has the lock. */
final class StoredState {
    private final Map<String, Volume> volumes = new TreeMap<>();
    private final Map<Long, StoredRelation> relations = new TreeMap<>();
    private final Map<String, Long> frozen = new HashMap<>();
    private final Map<String, Long> expirations = new HashMap<>();
    private final Map<Long, StoredSnapshot> snapshots = new TreeMap<>();
    private final Map<String, VolumeGroup> groups = new LinkedHashMap<>();
    private long highest;

    void apply(Change change) {
        if (change instanceof Change.PutVolume put) {
            volumes.put(put.volume().id(), put.volume());
        } else if (change instanceof Change.DropVolume drop) {
            volumes.remove(drop.id());
        } else if (change instanceof Change.PutRelation put) {
            relations.put(put.relation().id(), put.relation());
            highest = Math.max(
                    highest, Math.max(put.relation().id(), put.relation().map()));
        } else if (change instanceof Change.DropRelation drop) {
            relations.remove(drop.id());
        } else if (change instanceof Change.FailRelation fail) {
            relations.computeIfPresent(fail.id(), (id, relation) -> relation.asFailed());
        } else if (change instanceof Change.Freeze freeze) {
            frozen.put(freeze.volume(), freeze.untilEpochMs());
        } else if (change instanceof Change.Thaw thaw) {
            thaw.volumes().forEach(frozen::remove);
        } else if (change instanceof Change.Expirations expired) {
            expirations.put(expired.subsystem(), expired.times());
        } else if (change instanceof Change.Numbers numbers) {
            highest = Math.max(highest, numbers.highest());
        } else if (change instanceof Change.PutSnapshot put) {
            snapshots.put(put.snapshot().id(), put.snapshot());
        } else if (change instanceof Change.DropSnapshot drop) {
            snapshots.remove(drop.id());
        } else if (change instanceof Change.PutGroup put) {
            groups.put(put.group().name(), put.group());
        } else if (change instanceof Change.DropGroup drop) {
            groups.remove(drop.name());
        }
    }

    /** The shortest journal that adds up to the same. */
    List<Change> changes() {
        List<Change> changes = new ArrayList<>();
        changes.add(new Change.Numbers(highest));
        volumes.values().forEach(it -> changes.add(new Change.PutVolume(it)));
        relations.values().forEach(it -> changes.add(new Change.PutRelation(it)));
        snapshots.values().forEach(it -> changes.add(new Change.PutSnapshot(it)));
        groups.values().forEach(it -> changes.add(new Change.PutGroup(it)));
        frozen.forEach((volume, until) -> changes.add(new Change.Freeze(volume, until)));
        expirations.forEach((subsystem, times) -> changes.add(new Change.Expirations(subsystem, times)));
        return changes;
    }

    List<Volume> volumes() {
        return List.copyOf(volumes.values());
    }

    List<StoredRelation> relations() {
        return List.copyOf(relations.values());
    }

    List<StoredSnapshot> snapshots() {
        return List.copyOf(snapshots.values());
    }

    List<VolumeGroup> groups() {
        return List.copyOf(groups.values());
    }

    Map<String, Long> frozen() {
        return Map.copyOf(frozen);
    }

    Map<String, Long> expirations() {
        return Map.copyOf(expirations);
    }

    long highest() {
        return highest;
    }
}
