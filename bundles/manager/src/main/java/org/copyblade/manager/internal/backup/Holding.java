package org.copyblade.manager.internal.backup;

import org.copyblade.api.Backup;

/** The same backup, held or not. Pure. */
final class Holding {

    private Holding() {}

    static Backup with(Backup backup, boolean held) {
        return new Backup(
                backup.id(),
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
                held,
                backup.copies());
    }
}
