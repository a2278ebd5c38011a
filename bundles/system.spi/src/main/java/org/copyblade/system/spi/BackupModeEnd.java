package org.copyblade.system.spi;

import java.util.List;
import java.util.Objects;

/**
 * Backup mode was left.
 *
 * @param stop the copied log must reach this position
 * @param files what recovery needs beside the copied data
 */
public record BackupModeEnd(Position stop, List<RecoveryFile> files) {

    public BackupModeEnd {
        Objects.requireNonNull(stop, "stop");
        files = List.copyOf(files);
    }
}
