package org.copyblade.api;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * How well a system is protected now.
 *
 * @param name of the system
 * @param kind for example postgresql
 * @param present whether its adapter is there
 * @param suspended whether it is held now, as far as anybody knows; unknown counts as held
 * @param running the run that works on it now
 * @param lastGood when the last COMPLETE backup shows it
 * @param lastVerified when the last backup that passed a try-out shows it
 * @param overdue by how much the newest good backup is older than its profiles promise; zero if not
 * @param nextRun next scheduled backup
 * @param problem what is wrong, in one sentence; empty if nothing is
 */
public record SystemStatus(
        String name,
        String kind,
        boolean present,
        boolean suspended,
        Optional<RunId> running,
        Optional<Instant> lastGood,
        Optional<Instant> lastVerified,
        Duration overdue,
        Optional<Instant> nextRun,
        String problem) {

    public SystemStatus {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(running, "running");
        Objects.requireNonNull(lastGood, "lastGood");
        Objects.requireNonNull(lastVerified, "lastVerified");
        Objects.requireNonNull(overdue, "overdue");
        Objects.requireNonNull(nextRun, "nextRun");
        Objects.requireNonNull(problem, "problem");
    }

    /** Whether somebody should look at it now. */
    public boolean isRed() {
        return !problem.isEmpty() || !overdue.isZero() || (suspended && running.isEmpty());
    }
}
