package org.copyblade.blade.timefinder.internal;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.copyblade.blade.spi.BladeFinding;
import org.copyblade.blade.spi.BladeFinding.Topic;
import org.copyblade.blade.timefinder.internal.array.VolumeId;

/**
 * Pairs that a profile names, each {@code source:target}, both as {@code 00100} or as {@code 000197900001/00100}. The first
 * target of every source is the first set, the second the next, and so on. Pairs of other arrays are passed over when both
 * ends say so. Pure.
 *
 * @param targets by source, set after set
 * @param findings pairs that cannot be used
 */
record TargetSets(Map<VolumeId, List<VolumeId>> targets, List<BladeFinding> findings) {

    TargetSets {
        targets = Map.copyOf(targets);
        findings = List.copyOf(findings);
    }

    static TargetSets parse(List<String> pairs, String array) {
        Map<VolumeId, List<VolumeId>> targets = new LinkedHashMap<>();
        Set<VolumeId> seen = new HashSet<>();
        List<BladeFinding> findings = new ArrayList<>();
        for (String pair : pairs) {
            String[] ends = pair.strip().split(":", -1);
            Optional<SourceId> source = ends.length == 2 ? end(ends[0], array) : Optional.empty();
            Optional<SourceId> target = ends.length == 2 ? end(ends[1], array) : Optional.empty();
            if (source.isEmpty() || target.isEmpty()) {
                findings.add(BladeFinding.error(
                                "targets", "'" + pair + "' is no pair", "write source:target, for example 00100:00200")
                        .about(Topic.TARGET));
                continue;
            }
            boolean here = source.get().system().equals(array);
            if (here != target.get().system().equals(array)) {
                findings.add(BladeFinding.error(
                                "targets",
                                "source and target of '" + pair + "' are on different arrays",
                                "name a target on the array of its source")
                        .about(Topic.SAME_STORAGE));
            } else if (here && !seen.add(target.get().volume())) {
                findings.add(BladeFinding.error(
                                "targets", "the target of '" + pair + "' is named twice", "name each target once")
                        .about(Topic.TARGET));
            } else if (here) {
                targets.computeIfAbsent(source.get().volume(), unused -> new ArrayList<>())
                        .add(target.get().volume());
            }
        }
        return new TargetSets(targets, findings);
    }

    private static Optional<SourceId> end(String text, String array) {
        return VolumeId.isValid(text) ? Optional.of(new SourceId(array, new VolumeId(text))) : SourceId.parse(text);
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
