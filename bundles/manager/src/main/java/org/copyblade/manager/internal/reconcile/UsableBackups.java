package org.copyblade.manager.internal.reconcile;

import java.util.List;
import org.copyblade.api.Backup;
import org.copyblade.catalog.Catalog;
import org.copyblade.catalog.CatalogException;
import org.copyblade.manager.internal.copies.Pages;
import org.copyblade.manager.internal.run.Failure;

/** All usable backups of a catalog, of which a page is held at a time: there may be very many. Immutable. */
final class UsableBackups {

    private static final int PAGE = 1_000;

    private final Catalog catalog;

    UsableBackups(Catalog catalog) {
        this.catalog = catalog;
    }

    /** Who is shown each of them. */
    @FunctionalInterface
    interface Visitor {
        void show(Backup backup) throws CatalogException, Failure;
    }

    /** Shows all of them, by their numbers. What is usable no more when its page is read is not shown. */
    void each(Visitor visitor) throws CatalogException, Failure {
        Pages<Backup> pages = new Pages<>(
                PAGE,
                (after, limit) ->
                        catalog.usable(after.map(last -> last.id().number()).orElse(0L), limit));
        for (List<Backup> page = pages.next(); !page.isEmpty(); page = pages.next()) {
            for (Backup backup : page) {
                visitor.show(backup);
            }
        }
    }
}
