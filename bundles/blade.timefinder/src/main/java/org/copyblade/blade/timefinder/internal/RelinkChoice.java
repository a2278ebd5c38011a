package org.copyblade.blade.timefinder.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.copyblade.blade.timefinder.internal.array.Link;
import org.copyblade.blade.timefinder.internal.array.Shown;
import org.copyblade.blade.timefinder.internal.array.VolumeId;
import org.copyblade.blade.timefinder.internal.array.VolumeRanges;

/**
 * Which targets leave an older generation for this one. They are taken from as few generations as can be, so that the others
 * stay shown as a whole; among equals from the oldest. Pure.
 */
final class RelinkChoice {

    private final String own;
    private final VolumeRanges pool;

    /**
     * @param own name of the snapshot that is to be shown
     * @param pool volumes that may be taken over
     */
    RelinkChoice(String own, VolumeRanges pool) {
        this.own = own;
        this.pool = pool;
    }

    /**
     * The links to be left; a source that has none that may be taken over is not among them.
     *
     * @param sources that want a target
     * @param shown what shows any of their snapshots, whoever made it
     */
    List<Link> of(Set<VolumeId> sources, List<Shown> shown) {
        Map<Long, List<Link>> byGeneration = shown.stream()
                .filter(it -> Mark.read(it.name()).isPresent() && !it.name().equals(own))
                .filter(it -> pool.contains(it.link().target()))
                .collect(Collectors.groupingBy(
                        Shown::snapid, TreeMap::new, Collectors.mapping(Shown::link, Collectors.toList())));
        Set<VolumeId> left = new HashSet<>(sources);
        List<Link> chosen = new ArrayList<>();
        while (true) {
            List<Link> most = byGeneration.values().stream()
                    .map(links -> wanted(links, left))
                    .max(Comparator.comparingInt(List::size))
                    .orElse(List.of());
            if (most.isEmpty()) {
                return chosen;
            }
            chosen.addAll(most);
            most.forEach(link -> left.remove(link.source()));
        }
    }

    private static List<Link> wanted(List<Link> links, Set<VolumeId> left) {
        Set<VolumeId> sources = new HashSet<>(left);
        return links.stream().filter(link -> sources.remove(link.source())).toList();
    }
}
