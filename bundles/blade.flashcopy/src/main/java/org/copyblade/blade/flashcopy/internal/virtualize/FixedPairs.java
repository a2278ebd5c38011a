package org.copyblade.blade.flashcopy.internal.virtualize;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.copyblade.blade.spi.BladeFinding;

/**
 * Pairs that a profile names, each {@code source:target} by names or unique ids. The first target of every source is the first
 * set, for one generation, the second the next, and so on. Pure.
 *
 * @param targets unique ids by that of the source, set after set
 * @param findings pairs that cannot be used
 */
record FixedPairs(Map<String, List<String>> targets, List<BladeFinding> findings) {
    FixedPairs {
        targets = Map.copyOf(targets);
        findings = List.copyOf(findings);
    }

    static FixedPairs parse(List<String> pairs, ClusterView view) {
        Map<String, List<String>> targets = new LinkedHashMap<>();
        Set<String> seen = new HashSet<>();
        List<BladeFinding> findings = new ArrayList<>();
        for (String pair : pairs) {
            String[] ends = pair.strip().split(":", -1);
            Optional<Vdisk> source = ends.length == 2 ? view.named(ends[0]) : Optional.empty();
            Optional<Vdisk> target = ends.length == 2 ? view.named(ends[1]) : Optional.empty();
            if (source.isEmpty() || target.isEmpty()) {
                findings.add(BladeFinding.error(
                        "targets",
                        "'" + pair + "' is no pair of volumes that exist",
                        "write source:target by the names of the volumes"));
            } else if (!seen.add(target.get().uid())) {
                findings.add(BladeFinding.error(
                        "targets", "the target of '" + pair + "' is named twice", "name each target once"));
            } else {
                targets.computeIfAbsent(source.get().uid(), unused -> new ArrayList<>())
                        .add(target.get().uid());
            }
        }
        return new FixedPairs(targets, findings);
    }

    /** How many sets have a target for each of these sources. */
    int count(Set<String> sources) {
        return sources.stream()
                .mapToInt(source -> targets.getOrDefault(source, List.of()).size())
                .min()
                .orElse(0);
    }

    String of(String source, int set) {
        return targets.get(source).get(set);
    }

    Set<String> all() {
        Set<String> all = new HashSet<>();
        targets.values().forEach(all::addAll);
        return all;
    }
}
