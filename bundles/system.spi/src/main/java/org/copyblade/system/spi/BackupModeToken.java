package org.copyblade.system.spi;

import java.util.Objects;

/**
 * Stands for one stay in backup mode.
 *
 * @param system name of the system
 * @param label as given to begin
 * @param start where recovery will have to begin
 * @param data opaque: session, slot; enough to release after a crash
 */
public record BackupModeToken(String system, String label, Position start, String data) {

    public BackupModeToken {
        Objects.requireNonNull(system, "system");
        Objects.requireNonNull(label, "label");
        Objects.requireNonNull(start, "start");
        Objects.requireNonNull(data, "data");
    }
}
