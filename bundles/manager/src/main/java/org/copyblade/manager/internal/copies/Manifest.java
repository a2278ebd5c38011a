package org.copyblade.manager.internal.copies;

import java.util.Objects;
import org.copyblade.api.Backup;
import org.copyblade.api.Evidence;

/**
 * What lies beside a copy: enough to put the backup back into an empty catalog.
 *
 * @param backup as shown when it was COMPLETE
 * @param body to restore it
 * @param evidence of its consistency
 */
public record Manifest(Backup backup, BackupBody body, Evidence evidence) {

    public Manifest {
        Objects.requireNonNull(backup, "backup");
        Objects.requireNonNull(body, "body");
        Objects.requireNonNull(evidence, "evidence");
    }
}
