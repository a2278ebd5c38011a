package org.copyblade.api;

import java.util.List;
import java.util.Objects;

/**
 * What a backup would do; nothing has changed.
 *
 * @param profile name
 * @param system name
 * @param consistency that would be used
 * @param generation that would be taken
 * @param overwrites the backup that would lose its generation; empty text if none
 * @param copies source to target map
 * @param findings of all checks
 */
public record BackupPlan(
        String profile,
        String system,
        Consistency consistency,
        int generation,
        String overwrites,
        List<PlannedCopy> copies,
        List<Finding> findings) {

    /**
     * One member.
     *
     * @param group number of the copy group within the backup, from 1
     * @param blade technology
     * @param endpoint of the blade
     * @param member its name
     * @param source storage id of the source
     * @param target where the copy will be
     * @param method B for a split mirror, S for a snapshot or clone, F for an instant relation, L for a copy through the host; a
     *     dash if the blade does not say
     * @param when in the window, or after the resume
     */
    public record PlannedCopy(
            int group,
            String blade,
            String endpoint,
            String member,
            String source,
            String target,
            String method,
            String when) {
        public PlannedCopy {
            Objects.requireNonNull(blade, "blade");
            Objects.requireNonNull(endpoint, "endpoint");
            Objects.requireNonNull(member, "member");
            Objects.requireNonNull(source, "source");
            Objects.requireNonNull(target, "target");
            Objects.requireNonNull(method, "method");
            Objects.requireNonNull(when, "when");
        }
    }

    public BackupPlan {
        Objects.requireNonNull(profile, "profile");
        Objects.requireNonNull(system, "system");
        Objects.requireNonNull(consistency, "consistency");
        Objects.requireNonNull(overwrites, "overwrites");
        copies = List.copyOf(copies);
        findings = List.copyOf(findings);
    }

    /** Whether no finding forbids the backup. */
    public boolean isPossible() {
        return findings.stream().noneMatch(finding -> finding.severity() == Finding.Severity.ERROR);
    }
}
