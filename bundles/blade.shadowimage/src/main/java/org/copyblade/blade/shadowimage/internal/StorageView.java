package org.copyblade.blade.shadowimage.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.copyblade.blade.shadowimage.internal.array.Ldev;
import org.copyblade.blade.shadowimage.internal.array.Method;
import org.copyblade.blade.shadowimage.internal.array.MirrorGroup;
import org.copyblade.blade.shadowimage.internal.array.MirrorPair;
import org.copyblade.blade.spi.CopyGroupId;

/** Volumes and all copy groups, as one look saw them. Immutable. */
final class StorageView {

    /** Documented: pairs of one source, which are its mirror units 0, 1 and 2. */
    private static final int PAIRS = 3;

    /** Documented: snapshots of one source. */
    private static final int SNAPSHOTS = 1_024;

    private final TreeMap<Integer, Ldev> ldevs = new TreeMap<>();
    private final List<MirrorGroup> groups;
    private final Map<Integer, List<MirrorGroup>> groupsOf = new HashMap<>();
    private final Map<Integer, MirrorPair> into = new HashMap<>();

    StorageView(Collection<Ldev> ldevs, List<MirrorGroup> groups) {
        ldevs.forEach(ldev -> this.ldevs.put(ldev.id(), ldev));
        this.groups = List.copyOf(groups);
        for (MirrorGroup group : groups) {
            for (MirrorPair pair : group.pairs()) {
                note(group, pair.pvol());
                note(group, pair.svol());
                into.putIfAbsent(pair.svol(), pair);
            }
        }
    }

    /** A group comes as a whole: one that a volume is in already is its last. */
    private void note(MirrorGroup group, int ldev) {
        List<MirrorGroup> known = groupsOf.computeIfAbsent(ldev, unused -> new ArrayList<>());
        if (known.isEmpty() || known.get(known.size() - 1) != group) {
            known.add(group);
        }
    }

    /** The storage as it will be once the copies of these groups are withdrawn. */
    StorageView without(Set<CopyGroupId> freed) {
        List<MirrorGroup> left = groups.stream()
                .filter(group -> look(group).owner().filter(freed::contains).isEmpty())
                .toList();
        if (left.size() == groups.size()) {
            return this;
        }
        StorageView others = new StorageView(ldevs.values(), left);
        return new StorageView(
                ldevs.values().stream()
                        .map(ldev -> groupsOf(ldev.id()).isEmpty()
                                        || !others.groupsOf(ldev.id()).isEmpty()
                                ? ldev
                                : ldev.unpaired(Mark.read(ldev.label())
                                        .filter(freed::contains)
                                        .isPresent()))
                        .toList(),
                left);
    }

    /** In the order of their numbers. */
    Collection<Ldev> ldevs() {
        return ldevs.values();
    }

    Optional<Ldev> ldev(int id) {
        return Optional.ofNullable(ldevs.get(id));
    }

    List<MirrorGroup> groups() {
        return groups;
    }

    /** The copy groups that a volume is in. */
    List<MirrorGroup> groupsOf(int ldev) {
        return Collections.unmodifiableList(groupsOf.getOrDefault(ldev, List.of()));
    }

    /** Most pairs of one method that a source may have. */
    static int pairsPerSource(Method method) {
        return method == Method.PAIR ? PAIRS : SNAPSHOTS;
    }

    /** The pairs of one method whose source a volume is. */
    List<MirrorPair> from(int pvol, Method method) {
        return groupsOf(pvol).stream()
                .filter(group -> group.method() == method)
                .flatMap(group -> group.of(pvol).stream())
                .toList();
    }

    /** The pair whose target a volume is. */
    Optional<MirrorPair> into(int svol) {
        return Optional.ofNullable(into.get(svol));
    }

    /** A mirror unit of ShadowImage that is free at all of these sources. */
    Optional<Integer> freeUnit(Collection<Integer> pvols) {
        return freeUnits(pvols).findFirst();
    }

    /** How many more copies of all of these sources their limit allows: pairs of one group have one mirror unit. */
    long left(Collection<Integer> pvols, Method method) {
        return switch (method) {
            case PAIR -> freeUnits(pvols).count();
            case THIN_IMAGE ->
                pvols.stream()
                        .mapToLong(pvol -> SNAPSHOTS - from(pvol, method).size())
                        .min()
                        .orElse(SNAPSHOTS);
        };
    }

    private Stream<Integer> freeUnits(Collection<Integer> pvols) {
        Set<Integer> taken = pvols.stream()
                .flatMap(pvol -> from(pvol, Method.PAIR).stream())
                .map(MirrorPair::mirrorUnit)
                .collect(Collectors.toSet());
        return IntStream.range(0, PAIRS).boxed().filter(unit -> !taken.contains(unit));
    }

    /** A copy group of this name with the label that says whose it is. */
    GroupLook look(MirrorGroup group) {
        String label = group.pairs().stream()
                .map(MirrorPair::svol)
                .min(Integer::compare)
                .flatMap(this::ldev)
                .map(Ldev::label)
                .orElse("");
        return new GroupLook(group, label);
    }
}
