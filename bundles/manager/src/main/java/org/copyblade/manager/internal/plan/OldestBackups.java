package org.copyblade.manager.internal.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.copyblade.api.Backup;
import org.copyblade.api.BackupId;
import org.copyblade.catalog.Catalog;
import org.copyblade.catalog.CatalogException;
import org.copyblade.manager.internal.copies.Pages;
import org.copyblade.manager.internal.profile.BackupOptions;

/** The oldest backups of a profile whose generation a new one may be given. Reads no more of them than are needed. */
final class OldestBackups {

    private final Catalog catalog;

    OldestBackups(Catalog catalog) {
        this.catalog = catalog;
    }

    /**
     * As many as are enough to choose from, oldest first.
     *
     * @param inUse backups that a run works on
     */
    List<Backup> thatMayGiveWay(BackupOptions options, Set<BackupId> inUse) throws CatalogException {
        List<Backup> found = new ArrayList<>();
        Pages<Backup> pages =
                new Pages<>((after, limit) -> catalog.beyond(0, options.profile(), after.map(Backup::id), limit));
        List<Backup> page = pages.next();
        while (!page.isEmpty() && !Generations.areEnough(found)) {
            page.stream()
                    .filter(backup -> backup.generation() <= options.generations())
                    .filter(backup -> !inUse.contains(backup.id()) && !ProtectedGenerations.has(options, backup))
                    .forEach(found::add);
            page = pages.next();
        }
        return List.copyOf(found);
    }
}
