package org.copyblade.api;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One piece of work.
 *
 * @param id unique
 * @param kind what it does
 * @param system it works on
 * @param profile it runs for, empty for work on a single backup
 * @param backup it takes, restores or checks, once known
 * @param phase where it is, or was when it ended
 * @param outcome how it ended; empty while it runs
 * @param percent of the present phase, 0 to 100
 * @param startedAt start
 * @param endedAt end, once ended
 * @param message what it is doing, or why it ended so, for people
 * @param hint what to look at when it did not end well; may be empty
 * @param findings of its checks
 */
public record Run(
        RunId id,
        Kind kind,
        String system,
        String profile,
        Optional<BackupId> backup,
        Phase phase,
        Optional<Outcome> outcome,
        int percent,
        Instant startedAt,
        Optional<Instant> endedAt,
        String message,
        String hint,
        List<Finding> findings) {

    /** What a run does. */
    public enum Kind {
        BACKUP,
        RESTORE,
        UNDO,
        VERIFY,
        DELETE,
        /** Copies single data sets out of a backup. */
        EXTRACT
    }

    public Run {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(system, "system");
        Objects.requireNonNull(profile, "profile");
        Objects.requireNonNull(backup, "backup");
        Objects.requireNonNull(phase, "phase");
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(startedAt, "startedAt");
        Objects.requireNonNull(endedAt, "endedAt");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(hint, "hint");
        findings = List.copyOf(findings);
    }
}
