package org.copyblade.catalog.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.copyblade.api.BackupId;
import org.copyblade.api.RunId;
import org.copyblade.catalog.Catalog;
import org.copyblade.catalog.CatalogException;

/** What must be true of a catalog after its {@link Committer} died, however it died. */
final class AcknowledgedCommits {

    private static final int PARTS = 5;

    private AcknowledgedCommits() {}

    /** Numbers that were acknowledged and are not there whole. */
    static List<Long> lost(Path file, long acknowledged) throws CatalogException {
        return lost(file, 1, acknowledged);
    }

    /** The same from the given number on. */
    static List<Long> lost(Path file, long from, long acknowledged) throws CatalogException {
        List<Long> lost = new ArrayList<>();
        try (Database database = Sqlite.open(file)) {
            Catalog catalog = new SqlCatalog(database);
            for (long number = from; number <= acknowledged; number++) {
                if (parts(catalog, number) != PARTS) {
                    lost.add(number);
                }
            }
            long next = acknowledged + 1;
            for (int parts = PARTS; parts != 0; next++) {
                parts = parts(catalog, next);
                assertThat(parts)
                        .as("parts of the unacknowledged commit " + next)
                        .isIn(0, PARTS);
            }
            assertThat(parts(catalog, next)).as("parts of one never begun").isZero();
        }
        return lost;
    }

    private static int parts(Catalog catalog, long number) throws CatalogException {
        return (catalog.run(RunId.of(number)).isPresent() ? 1 : 0)
                + catalog.journal(RunId.of(number)).size()
                + (catalog.backup(BackupId.of(number)).isPresent() ? 1 : 0)
                + (catalog.backupOfGroup(Samples.group(number)).isPresent() ? 1 : 0)
                + (catalog.evidence(BackupId.of(number)).isPresent() ? 1 : 0);
    }
}
