package org.copyblade.catalog;

import java.util.Objects;
import org.copyblade.api.Backup;

/**
 * A backup with everything needed to restore it.
 *
 * @param backup as shown
 * @param body JSON of the manager: profile snapshot, layout, groups, bindings, recovery files; the manifest is the same text
 * @param remains whether storage may hold something of it
 */
public record StoredBackup(Backup backup, String body, boolean remains) {

    public StoredBackup {
        Objects.requireNonNull(backup, "backup");
        Objects.requireNonNull(body, "body");
    }
}
