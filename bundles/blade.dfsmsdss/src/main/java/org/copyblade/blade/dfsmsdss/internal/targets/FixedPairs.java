package org.copyblade.blade.dfsmsdss.internal.targets;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.copyblade.blade.dfsmsdss.internal.jcl.Volser;
import org.copyblade.blade.spi.BladeFinding;

/**
 * Pairs that a profile names, each {@code PR0100:TG0001}. The first target of every source is the first set, for one generation,
 * the second the next, and so on. Pure.
 *
 * @param targets by source, set after set
 * @param findings pairs that cannot be used
 */
public record FixedPairs(Map<Volser, List<Volser>> targets, List<BladeFinding> findings) {

    public FixedPairs {
        targets = Map.copyOf(targets);
        findings = List.copyOf(findings);
    }

    public static FixedPairs parse(List<String> pairs) {
        Map<Volser, List<Volser>> targets = new HashMap<>();
        Set<Volser> seen = new HashSet<>();
        List<BladeFinding> findings = new ArrayList<>();
        for (String pair : pairs) {
            String[] ends = pair.strip().split(":", -1);
            if (ends.length != 2 || !Volser.isValid(ends[0]) || !Volser.isValid(ends[1])) {
                findings.add(BladeFinding.error(
                        "targets", "'" + pair + "' is no pair", "write source:target, for example PR0100:TG0001"));
                continue;
            }
            Volser target = new Volser(ends[1]);
            if (seen.add(target)) {
                targets.computeIfAbsent(new Volser(ends[0]), unused -> new ArrayList<>())
                        .add(target);
            } else {
                findings.add(BladeFinding.error(
                        "targets", "the target of '" + pair + "' is named twice", "name each target once"));
            }
        }
        return new FixedPairs(targets, findings);
    }

    /** How many sets have a target for each of these sources. */
    public int count(Set<Volser> sources) {
        return sources.stream()
                .mapToInt(source -> targets.getOrDefault(source, List.of()).size())
                .min()
                .orElse(0);
    }

    public Volser of(Volser source, int set) {
        return targets.get(source).get(set);
    }

    public Set<Volser> all() {
        Set<Volser> all = new HashSet<>();
        targets.values().forEach(all::addAll);
        return all;
    }
}
