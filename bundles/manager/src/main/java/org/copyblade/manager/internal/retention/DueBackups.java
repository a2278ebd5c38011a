package org.copyblade.manager.internal.retention;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.copyblade.api.Backup;
import org.copyblade.api.BackupId;
import org.copyblade.catalog.Catalog;
import org.copyblade.catalog.CatalogException;
import org.copyblade.manager.internal.copies.Pages;
import org.copyblade.manager.internal.run.Failure;

/**
 * The backups of a profile that are due to go, by count and by age, of which a page is held at a time: there may be very many.
 * For one thread.
 */
final class DueBackups {

    private final Catalog catalog;
    private final String profile;
    private final Set<BackupId> shown = new HashSet<>();

    DueBackups(Catalog catalog, String profile) {
        this.catalog = catalog;
        this.profile = profile;
    }

    /** Who is shown a page, and may take away what is on it. */
    @FunctionalInterface
    interface Visitor {
        void show(List<Backup> page) throws CatalogException, Failure;
    }

    /**
     * Shows each of them once: first those beyond the count, then those of an older instant; oldest first.
     *
     * @param keepCount the newest that stay; empty: all
     * @param before those that show an earlier instant go; empty: none
     */
    void each(Optional<Integer> keepCount, Optional<Instant> before, Visitor visitor) throws CatalogException, Failure {
        if (keepCount.isPresent()) {
            each(
                    new Pages<>((after, limit) ->
                            catalog.beyond(keepCount.orElseThrow(), profile, after.map(Backup::id), limit)),
                    visitor);
        }
        if (before.isPresent()) {
            each(
                    new Pages<>((after, limit) ->
                            catalog.showingBefore(before.orElseThrow(), profile, after.map(Backup::id), limit)),
                    visitor);
        }
    }

    private void each(Pages<Backup> pages, Visitor visitor) throws CatalogException, Failure {
        for (List<Backup> page = pages.next(); !page.isEmpty(); page = pages.next()) {
            visitor.show(page.stream().filter(backup -> shown.add(backup.id())).toList());
        }
    }
}
