package org.copyblade.zosmf;

import java.util.Objects;
import java.util.Optional;

/**
 * What z/OSMF says of a job.
 *
 * @param name job name
 * @param id job id
 * @param correlator empty with JES3 or an old level
 * @param owner user
 * @param status how far it is
 * @param jobClass for example {@code A}
 * @param completion how it ended; empty until z/OSMF says so, which may be a moment after {@link Status#OUTPUT}
 * @param phase in words
 * @param notRunning why it does not run, empty if nothing is said
 */
public record Job(
        String name,
        String id,
        String correlator,
        String owner,
        Status status,
        String jobClass,
        Optional<Completion> completion,
        String phase,
        String notRunning) {

    /** How far a job is; always in this order. */
    public enum Status {
        /** Waits, also while it is held. */
        INPUT,
        /** Runs. */
        ACTIVE,
        /** Has ended; its spool can be read. */
        OUTPUT,
        /** z/OSMF does not say. */
        UNKNOWN
    }

    public Job {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(correlator, "correlator");
        Objects.requireNonNull(owner, "owner");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(jobClass, "jobClass");
        Objects.requireNonNull(completion, "completion");
        Objects.requireNonNull(phase, "phase");
        Objects.requireNonNull(notRunning, "notRunning");
    }

    /** By correlator if there is one. */
    public JobRef ref() {
        return correlator.isBlank() ? JobRef.of(name, id) : JobRef.of(correlator);
    }

    /** Whether it has ended and z/OSMF says how. */
    public boolean ended() {
        return status == Status.OUTPUT && completion.isPresent();
    }
}
