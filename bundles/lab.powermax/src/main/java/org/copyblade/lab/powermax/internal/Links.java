package org.copyblade.lab.powermax.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.copyblade.lab.array.ArrayException;
import org.copyblade.lab.array.NewVolume;
import org.copyblade.lab.array.PairRequest;
import org.copyblade.lab.array.Snapshot;
import org.copyblade.lab.array.StorageSystem;
import org.copyblade.lab.array.Volume;
import org.copyblade.lab.array.VolumeGroup;

/** Links a snapshot to volumes and takes the links away again, for both APIs. */
final class Links {
    private static final String DOING = "modifying the snapshot generation resource";

    private final StorageSystem system;
    private final CloneSessions clones;

    Links(StorageSystem system, CloneSessions clones) {
        this.system = system;
        this.clones = clones;
    }

    /** @param exact by position, otherwise each source gets the smallest target that it fits */
    List<PairRequest> pairs(List<String> sources, List<String> targets, boolean exact) throws Refusal {
        if (sources.size() > targets.size()) {
            throw Refusal.byArray(DOING, "there are " + sources.size() + " sources and " + targets.size() + " targets");
        }
        List<String> left = new ArrayList<>(targets);
        List<PairRequest> pairs = new ArrayList<>();
        for (String source : sources) {
            String target = exact ? left.get(0) : best(source, left);
            left.remove(target);
            pairs.add(PairRequest.ofVolumes(source, target));
        }
        return pairs;
    }

    private String best(String source, List<String> targets) throws Refusal {
        Volume volume = Members.volume(system, source);
        return targets.stream()
                .flatMap(it -> system.volume(it).stream())
                .filter(it -> it.emulation() == volume.emulation() && it.tracks() >= volume.tracks())
                .min(Comparator.comparingInt(Volume::tracks))
                .map(Volume::id)
                .orElseThrow(() -> Refusal.byArray(DOING, "no target fits " + VolumeIds.shown(source)));
    }

    void link(Snapshot snapshot, List<PairRequest> pairs, boolean copy) throws Refusal, ArrayException {
        boolean linked = pairs.stream().allMatch(pair -> snapshot.links().stream()
                .anyMatch(it -> it.source().equals(pair.source()) && it.target().equals(pair.target())));
        if (linked) {
            throw Refusal.byArray(DOING, "The device is already in the desired state or mode");
        }
        requireNoClones(pairs);
        carryOut(() -> system.snapshots().link(snapshot.id(), pairs, copy));
    }

    /** A session counts from when it was made, whether it is activated or not. */
    private void requireNoClones(List<PairRequest> pairs) throws Refusal, ArrayException {
        for (PairRequest pair : pairs) {
            if (!clones.find(it -> it.target().equals(pair.target())).isEmpty()) {
                throw Refusal.byArray(
                        DOING, "The device is already a Copy session Target device: " + VolumeIds.shown(pair.target()));
            }
        }
    }

    /** The targets leave whatever they were linked to for this snapshot: all of them, or none. */
    void relink(Snapshot snapshot, List<PairRequest> pairs, boolean copy) throws Refusal, ArrayException {
        for (PairRequest pair : pairs) {
            Snapshot linked = system.snapshots().all().stream()
                    .filter(it -> it.links().stream()
                            .anyMatch(link -> link.source().equals(pair.source())
                                    && link.target().equals(pair.target())))
                    .findFirst()
                    .orElseThrow(() -> Refusal.byArray(DOING, "No link target was found"));
            requireCopied(linked, List.of(pair.target()));
        }
        carryOut(() -> system.snapshots().relink(snapshot.id(), pairs, copy));
    }

    /** @param force also links that are being copied, whose targets are worth nothing then */
    void unlink(Snapshot snapshot, List<String> targets, boolean force) throws Refusal, ArrayException {
        List<String> linked = linked(snapshot, targets);
        if (!force) {
            requireCopied(snapshot, linked);
        }
        carryOut(() -> system.snapshots().unlink(snapshot.id(), linked));
    }

    /** In which words an array says that a link is not complete, and that it refuses a relink as well, is (unconfirmed). */
    private static void requireCopied(Snapshot snapshot, List<String> targets) throws Refusal {
        for (Snapshot.Link link : snapshot.links()) {
            if (targets.contains(link.target()) && link.copy() && link.pendingTracks() > 0) {
                throw Refusal.byArray(
                        DOING, "The link is being copied, and is not complete: " + VolumeIds.shown(link.target()));
            }
        }
    }

    void setMode(Snapshot snapshot, List<String> targets, boolean copy) throws Refusal, ArrayException {
        List<String> linked = linked(snapshot, targets);
        carryOut(() -> system.snapshots().copy(snapshot.id(), linked, copy));
    }

    private static List<String> linked(Snapshot snapshot, List<String> targets) throws Refusal {
        List<String> linked = snapshot.links().stream()
                .map(Snapshot.Link::target)
                .filter(targets::contains)
                .toList();
        if (linked.isEmpty()) {
            throw Refusal.byArray(DOING, "No link target was found");
        }
        return linked;
    }

    /** The volumes of a group; a group that is not there is made, with a new volume for each source. */
    List<String> targets(String group, List<String> sources) throws Refusal, ArrayException {
        Optional<VolumeGroup> there = system.group(group);
        if (there.isPresent()) {
            return there.get().volumes();
        }
        List<String> made = new ArrayList<>();
        for (String source : sources) {
            Volume like = Members.volume(system, source);
            made.add(system.create(new NewVolume(
                            Optional.empty(),
                            like.subsystem(),
                            like.name(),
                            like.emulation(),
                            like.capacityBytes(),
                            like.pool(),
                            like.spaceEfficient()))
                    .id());
        }
        system.put(new VolumeGroup(group, made));
        return made;
    }

    /** Something the array may refuse. */
    interface Change {
        void run() throws ArrayException;
    }

    static void carryOut(Change change) throws Refusal {
        try {
            change.run();
        } catch (ArrayException refusal) {
            throw Refusal.of(DOING, refusal);
        }
    }
}
