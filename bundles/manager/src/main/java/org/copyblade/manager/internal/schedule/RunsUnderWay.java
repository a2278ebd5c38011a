package org.copyblade.manager.internal.schedule;

import org.copyblade.api.CopybladeException;
import org.copyblade.api.Run;
import org.copyblade.api.Runs;

/** Finds onlookers among the runs: those that try a backup out, or copy data sets out of one. */
record RunsUnderWay(Runs runs) implements Onlookers {

    /** More than other systems begin while one backup is looked into. */
    private static final int NEWEST = 1_000;

    @Override
    public boolean at(String system) {
        try {
            return runs.list(NEWEST).stream()
                    .filter(run -> run.outcome().isEmpty() && run.system().equals(system))
                    .anyMatch(run -> run.kind() == Run.Kind.EXTRACT || run.kind() == Run.Kind.VERIFY);
        } catch (CopybladeException e) {
            // Then the start is missed, and told as missed, as behind any other run.
            return false;
        }
    }
}
