package org.copyblade.catalog;

import java.time.Instant;
import java.util.Objects;
import org.copyblade.api.RunId;

/**
 * One line of the journal of a run: what is about to be done, or how it ended.
 *
 * @param run the run
 * @param at by the clock of this host
 * @param kind intent before an effect, outcome after it
 * @param step which effect, one of the manager's own names
 * @param subject on what: group, system, backup
 * @param data what is needed to settle it after a crash; JSON of the manager, at most 1 MiB
 */
public record JournalEntry(RunId run, Instant at, Kind kind, String step, String subject, String data) {

    /** Before or after. */
    public enum Kind {
        INTENT,
        OUTCOME
    }

    public JournalEntry {
        Objects.requireNonNull(run, "run");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(step, "step");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(data, "data");
    }
}
