package org.copyblade.manager.internal.retention;

import java.util.Set;
import org.copyblade.api.Backup;
import org.copyblade.api.BackupId;
import org.copyblade.manager.internal.plan.ProtectedGenerations;
import org.copyblade.manager.internal.profile.BackupOptions;

/**
 * What retention keeps whatever its number and age. Pure.
 *
 * @param lastGood the last COMPLETE and the last verified backup of the system
 * @param inUse backups that runs work on or a restore that is half done needs
 */
record Untouchable(Set<BackupId> lastGood, Set<BackupId> inUse) {

    Untouchable {
        lastGood = Set.copyOf(lastGood);
        inUse = Set.copyOf(inUse);
    }

    boolean has(BackupOptions options, Backup backup) {
        return backup.held()
                || lastGood.contains(backup.id())
                || inUse.contains(backup.id())
                || ProtectedGenerations.has(options, backup);
    }
}
