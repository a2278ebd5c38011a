package org.copyblade.manager.internal.backup;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.copyblade.api.Outcome;
import org.copyblade.catalog.JournalEntry;
import org.copyblade.manager.internal.run.Failure;
import org.copyblade.manager.internal.run.Worker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * That a backup was refused which an operator wanted with other options than those of its profile. It says nothing of the
 * profile: the next scheduled one is not taken with them. Safe for many threads.
 */
public final class RefusedOverrides {

    private static final Logger LOG = LoggerFactory.getLogger(RefusedOverrides.class);

    /** Journal step: only its outcome is written, with the keys. */
    private static final String STEP = "refused-overrides";

    private RefusedOverrides() {}

    /**
     * The work of a run, which notes such a refusal.
     *
     * @param keys options that were given with the command
     */
    static Worker noted(Set<String> keys, Worker work) {
        if (keys.isEmpty()) {
            return work;
        }
        return run -> {
            try {
                return work.work(run);
            } catch (Failure e) {
                if (e.outcome() == Outcome.REFUSED) {
                    try {
                        run.commit(
                                List.of(run.outcome(STEP, run.run().system(), String.join(",", new TreeSet<>(keys)))));
                    } catch (Failure unwritten) {
                        // Then the refusal counts as one of the profile, which is red too often rather than too seldom.
                        LOG.warn("the options of run {} cannot be noted: {}", run.id(), unwritten.getMessage());
                    }
                }
                throw e;
            }
        };
    }

    /** Whether the run with this journal was refused so. */
    public static boolean are(List<JournalEntry> journal) {
        return journal.stream().anyMatch(entry -> entry.step().equals(STEP));
    }
}
