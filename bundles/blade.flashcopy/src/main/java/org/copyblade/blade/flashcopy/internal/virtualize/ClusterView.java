package org.copyblade.blade.flashcopy.internal.virtualize;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.copyblade.blade.spi.CopyGroupId;

/** Volumes, mappings and groups of a system, as one look saw them. Immutable. */
final class ClusterView {
    private record InGroup(String group, UidPair pair) {}

    private final Map<String, Vdisk> byId = new HashMap<>();
    private final Map<String, Vdisk> byUid = new HashMap<>();
    private final Map<String, Vdisk> byName = new HashMap<>();
    private final List<FlashMapping> mappings;
    private final Map<String, List<FlashMapping>> byGroup = new HashMap<>();
    private final Map<InGroup, FlashMapping> byPair = new HashMap<>();
    private final Map<String, List<FlashMapping>> byVolume = new HashMap<>();
    private final Set<String> groups;

    ClusterView(List<Vdisk> vdisks, List<FlashMapping> mappings, List<String> groups) {
        for (Vdisk vdisk : vdisks) {
            byId.put(vdisk.id(), vdisk);
            byUid.put(vdisk.uid(), vdisk);
            byName.put(vdisk.name(), vdisk);
        }
        this.mappings = List.copyOf(mappings);
        for (FlashMapping mapping : mappings) {
            byGroup.computeIfAbsent(mapping.group(), group -> new ArrayList<>()).add(mapping);
            byPair.putIfAbsent(new InGroup(mapping.group(), pairOf(mapping)), mapping);
            for (String volume : Set.copyOf(List.of(mapping.source(), mapping.target()))) {
                byVolume.computeIfAbsent(volume, id -> new ArrayList<>()).add(mapping);
            }
        }
        this.groups = Set.copyOf(groups);
    }

    /** As it will be once these groups are withdrawn. */
    ClusterView without(Set<CopyGroupId> freed) {
        Set<String> gone = freed.stream().map(GroupMark::copy).collect(Collectors.toSet());
        return new ClusterView(
                vdisks(),
                mappings.stream().filter(it -> !gone.contains(it.group())).toList(),
                groups.stream().filter(it -> !gone.contains(it)).toList());
    }

    List<Vdisk> vdisks() {
        return List.copyOf(byId.values());
    }

    Optional<Vdisk> byId(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    Optional<Vdisk> byUid(String uid) {
        return Optional.ofNullable(byUid.get(uid));
    }

    /** By name or unique id. */
    Optional<Vdisk> named(String which) {
        return byUid(which).or(() -> Optional.ofNullable(byName.get(which)));
    }

    List<FlashMapping> mappings() {
        return mappings;
    }

    Set<String> groups() {
        return groups;
    }

    boolean hasGroup(String name) {
        return groups.contains(name);
    }

    List<FlashMapping> in(String group) {
        return Collections.unmodifiableList(byGroup.getOrDefault(group, List.of()));
    }

    /** The mapping of a pair in a group. */
    Optional<FlashMapping> in(String group, UidPair pair) {
        return Optional.ofNullable(byPair.get(new InGroup(group, pair)));
    }

    /** Mappings by which restores copy, or have copied, back to volumes of these unique ids. */
    List<FlashMapping> copyingBackTo(Set<String> uids) {
        return mappings.stream()
                .filter(it -> GroupMark.isBack(it.group()))
                .filter(it -> uids.contains(pairOf(it).target()))
                .toList();
    }

    /** Mappings that are copying from these volumes in the background, and will end by themselves. */
    List<FlashMapping> filledFrom(Set<String> uids) {
        return mappings.stream()
                .filter(it -> uids.contains(pairOf(it).source()))
                .filter(FlashMapping::isBeingFilled)
                .toList();
    }

    /** Mappings that a volume is source or target of. */
    List<FlashMapping> of(Vdisk vdisk) {
        return Collections.unmodifiableList(byVolume.getOrDefault(vdisk.id(), List.of()));
    }

    /** A pair by its unique ids; a volume that is not shown has none. */
    UidPair pairOf(FlashMapping mapping) {
        return new UidPair(uid(mapping.source()), uid(mapping.target()));
    }

    private String uid(String id) {
        return byId(id).map(Vdisk::uid).orElse("");
    }
}
