package org.copyblade.manager.internal.copies;

import java.util.List;
import java.util.Optional;
import org.copyblade.api.Run;
import org.copyblade.api.RunId;
import org.copyblade.catalog.Catalog;
import org.copyblade.catalog.CatalogException;

/** The restores and undos of systems, newest first: read as far back as somebody looks. Safe for many threads. */
public final class RestoreHistory {

    private static final int PAGE = 100;

    private final Catalog catalog;

    public RestoreHistory(Catalog catalog) {
        this.catalog = catalog;
    }

    /** Whether a run is the one that is looked for. */
    @FunctionalInterface
    public interface Sought {
        boolean is(Run run) throws CatalogException;
    }

    /** The newest one of this kind. */
    public Optional<Run> newest(String system, Sought sought) throws CatalogException {
        return newest(system, catalog.restores(system, PAGE), sought);
    }

    /** The newest one of this kind before a run. */
    Optional<Run> newest(String system, RunId before, Sought sought) throws CatalogException {
        return newest(system, catalog.restores(system, before, PAGE), sought);
    }

    private Optional<Run> newest(String system, List<Run> first, Sought sought) throws CatalogException {
        List<Run> page = first;
        while (true) {
            for (Run run : page) {
                if (sought.is(run)) {
                    return Optional.of(run);
                }
            }
            if (page.size() < PAGE) {
                return Optional.empty();
            }
            page = catalog.restores(system, page.get(page.size() - 1).id(), PAGE);
        }
    }
}
