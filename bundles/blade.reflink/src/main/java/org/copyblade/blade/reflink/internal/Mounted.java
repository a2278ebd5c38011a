package org.copyblade.blade.reflink.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.CopyMember;
import org.copyblade.linux.MountTable;
import org.copyblade.linux.pool.Facts;
import org.copyblade.linux.pool.MountedOn;

/**
 * What pools and sources of a group lay on when it was planned.
 *
 * @param pools in the order of the binding's; empty where an older version has planned
 * @param points where what held the sources was mounted; empty where an older version has planned
 */
record Mounted(List<MountedOn> pools, Set<Path> points) {

    static final Mounted UNKNOWN = new Mounted(List.of(), Set.of());

    Mounted {
        pools = List.copyOf(pools);
        points = Set.copyOf(points);
    }

    static Mounted now(List<Path> pools, CopyGroup group, MountTable mounts) {
        Map<Path, MountedOn> known = new HashMap<>();
        return new Mounted(
                pools.stream()
                        .map(pool -> known.computeIfAbsent(pool, path -> MountedOn.holding(path, mounts)))
                        .toList(),
                group.members().stream()
                        .map(member -> mounts.holding(Path.of(member.source())).point())
                        .collect(Collectors.toSet()));
    }

    static Mounted of(Facts facts) {
        List<MountedOn> pools = new ArrayList<>();
        Optional<MountedOn> next = MountedOn.of(facts, "pool.0.");
        while (next.isPresent()) {
            pools.add(next.orElseThrow());
            next = MountedOn.of(facts, "pool." + pools.size() + ".");
        }
        Set<Path> points = new HashSet<>();
        for (int i = 0; facts.find("source.point." + i).isPresent(); i++) {
            points.add(Path.of(facts.text("source.point." + i)));
        }
        return new Mounted(pools, points);
    }

    Facts facts() {
        Facts facts = Facts.none();
        for (int i = 0; i < pools.size(); i++) {
            facts = facts.with(pools.get(i).facts("pool." + i + "."));
        }
        int named = 0;
        for (Path point : new TreeSet<>(points)) {
            facts = facts.with("source.point." + named++, point);
        }
        return facts;
    }

    /** What the pool of this number was on, where known. */
    Optional<MountedOn> pool(int number) {
        return number < pools.size() ? Optional.of(pools.get(number)) : Optional.empty();
    }

    /** Ends what would take a bare mount point for a source. */
    void requireSources(String doing, CopyGroup group) throws BladeException, IOException {
        MountTable now = MountTable.read();
        for (CopyMember member : group.members()) {
            Optional<Path> bare = bare(member, now);
            if (bare.isPresent()) {
                throw Failure.bare(doing, group.id(), bare.orElseThrow());
            }
        }
    }

    /**
     * Where something was mounted that held the source of a member, and nothing is today. What is mounted there may be another
     * filesystem: a disk may have been replaced.
     */
    Optional<Path> bare(CopyMember member, MountTable now) {
        Path source = Path.of(member.source());
        return points.stream()
                .filter(point -> source.startsWith(point) && now.at(point).isEmpty())
                .findFirst();
    }
}
