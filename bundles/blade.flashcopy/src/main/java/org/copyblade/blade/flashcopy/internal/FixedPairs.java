package org.copyblade.blade.flashcopy.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.copyblade.blade.flashcopy.internal.array.VolumeId;
import org.copyblade.blade.spi.BladeFinding;

/**
 * Pairs that a profile names, each {@code source:target}, both as {@code 0100} or as {@code 2107-75ABC11/0100}. The first target
 * of every source is the first set, for one generation, the second the next, and so on. Pairs of other systems are passed over
 * when both ends say so. Pure.
 *
 * @param targets by source, set after set
 * @param findings pairs that cannot be used
 */
record FixedPairs(Map<VolumeId, List<VolumeId>> targets, List<BladeFinding> findings) {

    FixedPairs {
        targets = Map.copyOf(targets);
        findings = List.copyOf(findings);
    }

    static FixedPairs parse(List<String> pairs, String system) {
        Map<VolumeId, List<VolumeId>> targets = new HashMap<>();
        Set<VolumeId> seen = new HashSet<>();
        List<BladeFinding> findings = new ArrayList<>();
        for (String pair : pairs) {
            String[] ends = pair.strip().split(":", -1);
            Optional<SourceId> source = ends.length == 2 ? end(ends[0], system) : Optional.empty();
            Optional<SourceId> target = ends.length == 2 ? end(ends[1], system) : Optional.empty();
            if (source.isEmpty() || target.isEmpty()) {
                findings.add(BladeFinding.error(
                        "targets", "'" + pair + "' is no pair", "write source:target, for example 0100:0200"));
                continue;
            }
            boolean here = source.get().system().equals(system);
            if (here != target.get().system().equals(system)) {
                findings.add(BladeFinding.error(
                                "targets",
                                "source and target of '" + pair + "' are on different storage systems",
                                "name a target on the system of its source")
                        .about(BladeFinding.Topic.SAME_STORAGE));
            } else if (here && !seen.add(target.get().volume())) {
                findings.add(BladeFinding.error(
                        "targets", "the target of '" + pair + "' is named twice", "name each target once"));
            } else if (here) {
                targets.computeIfAbsent(source.get().volume(), unused -> new ArrayList<>())
                        .add(target.get().volume());
            }
        }
        return new FixedPairs(targets, findings);
    }

    private static Optional<SourceId> end(String text, String system) {
        return VolumeId.isValid(text) ? Optional.of(new SourceId(system, new VolumeId(text))) : SourceId.parse(text);
    }

    /** How many sets have a target for each of these sources. */
    int count(Set<VolumeId> sources) {
        return sources.stream()
                .mapToInt(source -> targets.getOrDefault(source, List.of()).size())
                .min()
                .orElse(0);
    }

    VolumeId of(VolumeId source, int set) {
        return targets.get(source).get(set);
    }

    Set<VolumeId> all() {
        Set<VolumeId> all = new HashSet<>();
        targets.values().forEach(all::addAll);
        return all;
    }
}
