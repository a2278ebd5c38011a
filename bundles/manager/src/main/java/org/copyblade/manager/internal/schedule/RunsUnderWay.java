package org.copyblade.manager.internal.schedule;

import java.util.Set;
import org.copyblade.api.CopybladeException;
import org.copyblade.api.Run;
import org.copyblade.api.Runs;

/** Finds onlookers among the runs: those that try a backup out, copy data sets out of one, or withdraw one. */
record RunsUnderWay(Runs runs) implements Onlookers {

    private static final Set<Run.Kind> ONLOOKERS = Set.of(Run.Kind.EXTRACT, Run.Kind.VERIFY, Run.Kind.DELETE);

    /** More than other systems begin while one backup is looked into. */
    private static final int NEWEST = 1_000;

    @Override
    public boolean at(String system) {
        try {
            return runs.list(NEWEST).stream()
                    .filter(run -> run.outcome().isEmpty() && run.system().equals(system))
                    .anyMatch(run -> ONLOOKERS.contains(run.kind()));
        } catch (CopybladeException e) {
            // Then the start is missed, and told as missed, as behind any other run.
            return false;
        }
    }
}
