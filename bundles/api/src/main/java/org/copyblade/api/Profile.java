package org.copyblade.api;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A backup profile as it is in force.
 *
 * @param name unique
 * @param system name of the protected system
 * @param options every option with its effective value
 * @param setup result of the last setup; needed again after sources or targets changed
 * @param refused why the newest edit is not in force; empty if it is
 * @param nextRun next scheduled start, if there is a schedule
 */
public record Profile(
        String name,
        String system,
        List<OptionValue> options,
        SetupState setup,
        Optional<String> refused,
        Optional<Instant> nextRun) {

    /** Whether the profile may be used without another setup. */
    public enum SetupState {
        /** Never run, or sources or targets changed since. */
        NEEDED,
        /** The last setup passed. */
        VALID,
        /** The last setup found errors. */
        FAILED
    }

    public Profile {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(system, "system");
        options = List.copyOf(options);
        Objects.requireNonNull(setup, "setup");
        Objects.requireNonNull(refused, "refused");
        Objects.requireNonNull(nextRun, "nextRun");
    }
}
