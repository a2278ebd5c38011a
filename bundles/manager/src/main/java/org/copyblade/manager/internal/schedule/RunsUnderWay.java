package org.copyblade.manager.internal.schedule;

import java.util.Set;
import org.copyblade.api.Run;
import org.copyblade.catalog.Catalog;
import org.copyblade.catalog.CatalogException;

/**
 * Finds onlookers among the runs: those that try a backup out, copy data sets out of one, or withdraw one. It is asked before
 * every start, and looks only at what is open, however many runs there were.
 */
record RunsUnderWay(Catalog catalog) implements Onlookers {

    private static final Set<Run.Kind> ONLOOKERS = Set.of(Run.Kind.EXTRACT, Run.Kind.VERIFY, Run.Kind.DELETE);

    @Override
    public boolean at(String system) {
        try {
            return catalog.openRuns().stream()
                    .filter(run -> run.system().equals(system))
                    .anyMatch(run -> ONLOOKERS.contains(run.kind()));
        } catch (CatalogException e) {
            // Then the start is missed, and told as missed, as behind any other run.
            return false;
        }
    }
}
