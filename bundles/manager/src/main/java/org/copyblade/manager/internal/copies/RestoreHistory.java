package org.copyblade.manager.internal.copies;

import java.util.Optional;
import org.copyblade.api.Run;
import org.copyblade.api.RunId;
import org.copyblade.catalog.Catalog;
import org.copyblade.catalog.CatalogException;

/** The restores and undos of systems, newest first: read as far back as somebody looks. Safe for many threads. */
public final class RestoreHistory {

    private final Catalog catalog;

    public RestoreHistory(Catalog catalog) {
        this.catalog = catalog;
    }

    /** The newest one of this kind. */
    public Optional<Run> newest(String system, Pages.Sought<Run> sought) throws CatalogException {
        return new Pages<Run>((after, limit) -> after.isPresent()
                        ? catalog.restores(system, after.orElseThrow().id(), limit)
                        : catalog.restores(system, limit))
                .first(sought);
    }

    /** The newest one of this kind before a run. */
    Optional<Run> newest(String system, RunId before, Pages.Sought<Run> sought) throws CatalogException {
        return new Pages<Run>((after, limit) ->
                        catalog.restores(system, after.map(Run::id).orElse(before), limit))
                .first(sought);
    }
}
