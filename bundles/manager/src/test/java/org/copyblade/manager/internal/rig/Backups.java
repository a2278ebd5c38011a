package org.copyblade.manager.internal.rig;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.copyblade.api.Backup;
import org.copyblade.api.BackupId;
import org.copyblade.api.Consistency;
import org.copyblade.api.RunId;

/** Backups for tests of decisions. */
public final class Backups {

    private Backups() {}

    /** A COMPLETE backup of profile nightly of bank, taken at this time. */
    public static Backup complete(long number, Instant at) {
        return new Backup(
                BackupId.of(number),
                RunId.of(number),
                "nightly",
                "bank",
                Backup.State.COMPLETE,
                "",
                Consistency.LOG_SUSPEND,
                1,
                at,
                Optional.of(at),
                OptionalLong.empty(),
                "",
                Optional.empty(),
                false,
                List.of());
    }
}
