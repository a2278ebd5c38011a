package org.copyblade.api;

import java.util.List;
import java.util.Objects;

/**
 * What deleting a backup would do; nothing has changed.
 *
 * @param backup that would be deleted
 * @param system that it is of
 * @param steps in order, for people; none if nothing of it is left
 * @param lost what will be gone, for people
 * @param others that the system can be restored to all the same, newest first; none of them needs this one
 * @param findings what would be left over, or comes later
 */
public record DeletePlan(
        BackupId backup,
        String system,
        List<String> steps,
        List<String> lost,
        List<BackupId> others,
        List<Finding> findings) {

    public DeletePlan {
        Objects.requireNonNull(backup, "backup");
        Objects.requireNonNull(system, "system");
        steps = List.copyOf(steps);
        lost = List.copyOf(lost);
        others = List.copyOf(others);
        findings = List.copyOf(findings);
    }
}
