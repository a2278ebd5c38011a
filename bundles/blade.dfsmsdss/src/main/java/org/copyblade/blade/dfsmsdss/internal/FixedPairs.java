package org.copyblade.blade.dfsmsdss.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.copyblade.blade.dfsmsdss.internal.jcl.Volser;
import org.copyblade.blade.spi.BladeFinding;

/**
 * Pairs that a profile names, each {@code PR0100:TG0001}. Pure.
 *
 * @param targets by source
 * @param findings pairs that cannot be used
 */
record FixedPairs(Map<Volser, Volser> targets, List<BladeFinding> findings) {

    FixedPairs {
        targets = Map.copyOf(targets);
        findings = List.copyOf(findings);
    }

    static FixedPairs parse(List<String> pairs) {
        Map<Volser, Volser> targets = new HashMap<>();
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
            if (!seen.add(target) || targets.put(new Volser(ends[0]), target) != null) {
                findings.add(BladeFinding.error(
                        "targets", "a volume of '" + pair + "' is named twice", "name each volume once"));
            }
        }
        return new FixedPairs(targets, findings);
    }
}
