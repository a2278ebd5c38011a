package org.copyblade.api;

import java.util.List;
import java.util.Objects;

/**
 * What copying data sets out of a backup would do; nothing has changed.
 *
 * @param backup that holds them
 * @param system that they belong to; it goes on working
 * @param blade that copies them, with its endpoint
 * @param copies one for each data set, in the order given
 * @param volumes that the copies go to
 * @param findings what forbids it, or is to be known before
 */
public record ExtractPlan(
        BackupId backup, String system, String blade, List<Copy> copies, List<String> volumes, List<Finding> findings) {

    /**
     * One data set.
     *
     * @param from its name in the backup
     * @param to name of the copy
     * @param sources volumes that it was on when the backup was taken
     */
    public record Copy(String from, String to, List<String> sources) {
        public Copy {
            Objects.requireNonNull(from, "from");
            Objects.requireNonNull(to, "to");
            sources = List.copyOf(sources);
        }
    }

    public ExtractPlan {
        Objects.requireNonNull(backup, "backup");
        Objects.requireNonNull(system, "system");
        Objects.requireNonNull(blade, "blade");
        copies = List.copyOf(copies);
        volumes = List.copyOf(volumes);
        findings = List.copyOf(findings);
    }

    /** Whether no finding forbids it. */
    public boolean isPossible() {
        return findings.stream().noneMatch(finding -> finding.severity() == Finding.Severity.ERROR);
    }
}
