package org.copyblade.system.spi;

import java.time.Instant;
import java.util.Objects;

/**
 * What the recovery control of a system has to know of a COMPLETE backup.
 *
 * @param backup id that is unique in the catalog of its manager; one that has lost its catalog may have given it twice, and the
 *     instants tell both apart
 * @param begun no copy is of an earlier instant
 * @param ended no copy is of a later one
 * @param layout of the system as recorded with the backup; every data set in it is in the backup
 */
public record BackupFacts(String backup, Instant begun, Instant ended, SystemLayout layout) {

    public BackupFacts {
        if (!backup.matches("[A-Za-z0-9_-]{1,16}")) {
            throw new IllegalArgumentException("'" + backup + "' is no id of a backup");
        }
        if (ended.isBefore(begun)) {
            throw new IllegalArgumentException("a backup that ended at " + ended + " has not begun at " + begun);
        }
        Objects.requireNonNull(layout, "layout");
    }
}
