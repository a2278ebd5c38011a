package org.copyblade.api;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A blade or an adapter that is absent and that somebody waits for.
 *
 * @param run that waits; empty where a caller waits outside a run
 * @param kind what it is
 * @param name of the blade, or of the system whose adapter it is
 * @param absentSince when it went; of one that was never there, when the manager began to look for it
 * @param since when the wait began
 * @param until when the wait is given up, unless it comes
 */
public record Awaited(Optional<RunId> run, Kind kind, String name, Instant absentSince, Instant since, Instant until) {

    /** What can be absent. */
    public enum Kind {
        BLADE,
        ADAPTER
    }

    public Awaited {
        Objects.requireNonNull(run, "run");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(absentSince, "absentSince");
        Objects.requireNonNull(since, "since");
        Objects.requireNonNull(until, "until");
    }
}
