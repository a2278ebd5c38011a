package org.copyblade.blade.shadowimage.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.copyblade.blade.shadowimage.internal.array.Ldev;
import org.copyblade.blade.spi.BladeFinding;

/**
 * Pairs that a profile names, each {@code source:target}, both as {@code 256} or as {@code 886000123456/256}. The first target
 * of every source is the first set, for one generation, the second the next, and so on. Pairs of other storages are passed over
 * when both ends say so. Pure.
 *
 * @param targets by source, set after set
 * @param findings pairs that cannot be used
 */
record FixedPairs(Map<Integer, List<Integer>> targets, List<BladeFinding> findings) {

    FixedPairs {
        targets = Map.copyOf(targets);
        findings = List.copyOf(findings);
    }

    static FixedPairs parse(List<String> pairs, String storage) {
        Map<Integer, List<Integer>> targets = new HashMap<>();
        Set<Integer> seen = new HashSet<>();
        List<BladeFinding> findings = new ArrayList<>();
        for (String pair : pairs) {
            String[] ends = pair.strip().split(":", -1);
            Optional<SourceId> source = ends.length == 2 ? end(ends[0], storage) : Optional.empty();
            Optional<SourceId> target = ends.length == 2 ? end(ends[1], storage) : Optional.empty();
            if (source.isEmpty() || target.isEmpty()) {
                findings.add(BladeFinding.error(
                        "targets", "'" + pair + "' is no pair", "write source:target, for example 256:512"));
                continue;
            }
            boolean here = source.get().storage().equals(storage);
            if (here != target.get().storage().equals(storage)) {
                findings.add(BladeFinding.error(
                                "targets",
                                "source and target of '" + pair + "' are on different storages",
                                "name a target on the storage of its source")
                        .about(BladeFinding.Topic.SAME_STORAGE));
            } else if (here && !seen.add(target.get().ldev())) {
                findings.add(BladeFinding.error(
                        "targets", "the target of '" + pair + "' is named twice", "name each target once"));
            } else if (here) {
                targets.computeIfAbsent(source.get().ldev(), unused -> new ArrayList<>())
                        .add(target.get().ldev());
            }
        }
        return new FixedPairs(targets, findings);
    }

    private static Optional<SourceId> end(String text, String storage) {
        return Ldev.isNumber(text) ? Optional.of(new SourceId(storage, Integer.parseInt(text))) : SourceId.parse(text);
    }

    /** How many sets have a target for each of these sources. */
    int count(Set<Integer> sources) {
        return sources.stream()
                .mapToInt(source -> targets.getOrDefault(source, List.of()).size())
                .min()
                .orElse(0);
    }

    int of(int source, int set) {
        return targets.get(source).get(set);
    }

    Set<Integer> all() {
        Set<Integer> all = new HashSet<>();
        targets.values().forEach(all::addAll);
        return all;
    }
}
