package org.copyblade.api;

import java.util.List;
import java.util.Objects;

/**
 * What a system keeps on storage and what that allows.
 *
 * @param system name
 * @param version of the product
 * @param running whether it answers
 * @param dataSets everything found
 * @param allowed kinds of backup and restore that the layout allows, for people
 * @param findings what endangers or forbids others
 */
public record SystemAnalysis(
        String system,
        String version,
        boolean running,
        List<AnalyzedDataSet> dataSets,
        List<String> allowed,
        List<Finding> findings) {

    /**
     * One data set.
     *
     * @param name its name
     * @param role database, log, control, catalog or system
     * @param place path or volume
     * @param blades those that can copy it; behind one that did not answer stands {@code (unknown)}
     */
    public record AnalyzedDataSet(String name, String role, String place, List<String> blades) {
        public AnalyzedDataSet {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(role, "role");
            Objects.requireNonNull(place, "place");
            blades = List.copyOf(blades);
        }
    }

    public SystemAnalysis {
        Objects.requireNonNull(system, "system");
        Objects.requireNonNull(version, "version");
        dataSets = List.copyOf(dataSets);
        allowed = List.copyOf(allowed);
        findings = List.copyOf(findings);
    }
}
