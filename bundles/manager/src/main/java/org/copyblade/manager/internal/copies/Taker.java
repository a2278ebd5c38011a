package org.copyblade.manager.internal.copies;

import java.util.Optional;
import org.copyblade.api.Backup;
import org.copyblade.api.Run;
import org.copyblade.catalog.Catalog;
import org.copyblade.catalog.CatalogException;

/** The run that took a backup. */
public final class Taker {

    private Taker() {}

    /** Empty for a backup of a catalog that was lost: a run that has the number of its run now has begun later. */
    public static Optional<Run> of(Backup backup, Catalog catalog) throws CatalogException {
        return catalog.run(backup.run()).filter(run -> !backup.startedAt().isBefore(run.startedAt()));
    }
}
