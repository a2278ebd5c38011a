package org.copyblade.catalog;

import java.util.Objects;
import org.copyblade.api.BackupId;

/**
 * A usable backup that lies on a target.
 *
 * @param target where
 * @param backup which
 * @param profile of the backup
 */
public record TargetUse(CopyTarget target, BackupId backup, String profile) {

    public TargetUse {
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(backup, "backup");
        Objects.requireNonNull(profile, "profile");
    }
}
