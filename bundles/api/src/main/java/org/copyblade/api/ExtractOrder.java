package org.copyblade.api;

import java.util.List;
import java.util.Objects;

/**
 * Which data sets are to be copied out of a backup, and where to.
 *
 * @param backup that holds them
 * @param dataSets their names, as the backup has recorded them; letters in any case
 * @param as what takes the place of the first qualifier of each name
 * @param volumes serials of the volumes that the copies go to; never those of the backup
 * @param blade that copies, {@code technology} or {@code technology@endpoint}; empty: the one that can
 */
public record ExtractOrder(BackupId backup, List<String> dataSets, String as, List<String> volumes, String blade) {

    public ExtractOrder {
        Objects.requireNonNull(backup, "backup");
        dataSets = List.copyOf(dataSets);
        Objects.requireNonNull(as, "as");
        volumes = List.copyOf(volumes);
        Objects.requireNonNull(blade, "blade");
    }
}
