package org.copyblade.api;

import java.util.Objects;

/**
 * One option with the value in force and where it comes from.
 *
 * @param key as written in a profile, for example {@code suspend.limit.ms}
 * @param value in force
 * @param origin who set it
 * @param locked whether profiles and commands may not override it
 * @param description meaning, unit and range, one sentence
 */
public record OptionValue(String key, String value, Origin origin, boolean locked, String description) {

    /** Who set a value; later ones win. */
    public enum Origin {
        BUILT_IN,
        DEFAULTS,
        SYSTEM,
        PROFILE,
        COMMAND
    }

    public OptionValue {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(origin, "origin");
        Objects.requireNonNull(description, "description");
    }
}
