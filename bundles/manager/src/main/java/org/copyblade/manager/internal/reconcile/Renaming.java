package org.copyblade.manager.internal.reconcile;

import org.copyblade.api.Backup;
import org.copyblade.api.BackupId;
import org.copyblade.api.Evidence;

/** The same backup under another id. Pure. */
final class Renaming {

    private Renaming() {}

    static Backup with(Backup backup, BackupId id) {
        return new Backup(
                id,
                backup.run(),
                backup.profile(),
                backup.system(),
                backup.state(),
                backup.reason(),
                backup.consistency(),
                backup.generation(),
                backup.startedAt(),
                backup.pointInTime(),
                backup.windowMicros(),
                backup.position(),
                backup.verified(),
                backup.held(),
                backup.copies());
    }

    static Evidence with(Evidence evidence, BackupId id) {
        return new Evidence(id, evidence.proven(), evidence.verdict(), evidence.facts());
    }
}
