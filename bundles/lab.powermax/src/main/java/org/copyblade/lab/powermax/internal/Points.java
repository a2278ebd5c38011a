package org.copyblade.lab.powermax.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.copyblade.lab.array.Snapshot;
import org.copyblade.lab.array.StorageSystem;

/** The snapshots of some volumes, as one look saw them. The newest of a name is generation 0. Immutable. */
final class Points {
    private final List<Snapshot> snapshots;

    private Points(List<Snapshot> snapshots) {
        this.snapshots = snapshots;
    }

    static Points of(StorageSystem system, Collection<String> volumes) {
        return new Points(system.snapshots().all().stream()
                .filter(it -> it.images().stream().anyMatch(image -> volumes.contains(image.source())))
                .sorted(Comparator.comparingLong(Snapshot::id).reversed())
                .toList());
    }

    List<Snapshot> all() {
        return snapshots;
    }

    List<String> names() {
        return snapshots.stream().map(Snapshot::name).distinct().sorted().toList();
    }

    /** By generation. */
    List<Snapshot> named(String name) {
        return snapshots.stream().filter(it -> it.name().equals(name)).toList();
    }

    List<Snapshot> require(String name) throws Refusal {
        List<Snapshot> named = named(name);
        if (named.isEmpty()) {
            throw Refusal.missing("Snapshot " + name);
        }
        return named;
    }

    Snapshot generation(String name, String text) throws Refusal {
        List<Snapshot> named = require(name);
        if (!text.matches("[0-9]{1,9}") || Integer.parseInt(text) >= named.size()) {
            throw Refusal.missing("generation " + text + " of snapshot " + name);
        }
        return named.get(Integer.parseInt(text));
    }

    Snapshot snapid(String name, String text) throws Refusal {
        return require(name).stream()
                .filter(it -> Long.toString(it.id()).equals(text))
                .findFirst()
                .orElseThrow(() -> Refusal.missing("snapid " + text + " of snapshot " + name));
    }

    int generationOf(Snapshot snapshot) {
        return named(snapshot.name()).indexOf(snapshot);
    }

    /**
     * Which snapshot each volume means by a name, a snapid or a generation; volumes of one snapshot together.
     *
     * @param snapid wins over the generation where both are given
     */
    static Map<Snapshot, List<String>> chosen(
            StorageSystem system, List<String> volumes, String name, Optional<Long> snapid, long generation)
            throws Refusal {
        Map<Snapshot, List<String>> chosen = new LinkedHashMap<>();
        for (String volume : volumes) {
            Members.volume(system, volume);
            Points points = Points.of(system, List.of(volume));
            List<Snapshot> named = points.named(name);
            Optional<Snapshot> found = snapid.isPresent()
                    ? named.stream().filter(it -> it.id() == snapid.get()).findFirst()
                    : generation < named.size() ? Optional.of(named.get((int) generation)) : Optional.empty();
            Snapshot snapshot = found.orElseThrow(() -> Refusal.byArray(
                    "modifying the snapshot resources",
                    "Snapshot " + name + " not found for " + VolumeIds.shown(volume)));
            chosen.computeIfAbsent(snapshot, it -> new ArrayList<>()).add(volume);
        }
        return chosen;
    }
}
