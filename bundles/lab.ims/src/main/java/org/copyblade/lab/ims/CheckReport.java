package org.copyblade.lab.ims;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What the checker says of a copy.
 *
 * @param findings what is wrong, empty if nothing is
 * @param facts what was looked at, a line each
 */
public record CheckReport(List<Finding> findings, List<String> facts) {

    public CheckReport {
        findings = List.copyOf(findings);
        facts = List.copyOf(facts);
    }

    public boolean isClean() {
        return findings.isEmpty();
    }

    /** Rules that do not hold. */
    public Set<Rule> broken() {
        return findings.stream().map(Finding::rule).collect(Collectors.toCollection(TreeSet::new));
    }

    /** For people: facts, then findings. */
    public List<String> lines() {
        List<String> lines = new java.util.ArrayList<>(facts);
        findings.forEach(it -> lines.add(it.toString()));
        lines.add(isClean() ? "nothing is wrong" : findings.size() + " findings against " + broken());
        return lines;
    }
}
