package org.copyblade.api;

import java.util.List;
import java.util.Objects;

/**
 * What a restore would do; nothing has changed.
 *
 * @param backup to be restored
 * @param system that is stopped, overwritten and started
 * @param undoable whether the state from before can be brought back
 * @param steps in order, for people
 * @param lost what will be gone, for people
 * @param findings of all checks
 */
public record RestorePlan(
        BackupId backup,
        String system,
        boolean undoable,
        List<String> steps,
        List<String> lost,
        List<Finding> findings) {

    public RestorePlan {
        Objects.requireNonNull(backup, "backup");
        Objects.requireNonNull(system, "system");
        steps = List.copyOf(steps);
        lost = List.copyOf(lost);
        findings = List.copyOf(findings);
    }

    /** Whether no finding forbids the restore. */
    public boolean isPossible() {
        return findings.stream().noneMatch(finding -> finding.severity() == Finding.Severity.ERROR);
    }
}
