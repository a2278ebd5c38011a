package org.copyblade.api;

import java.util.Objects;

/**
 * Name of a run, unique in one catalog.
 *
 * @param value {@code R} and a number, for example {@code R17}
 */
public record RunId(String value) {

    public RunId {
        Objects.requireNonNull(value, "value");
        if (!value.matches("R[1-9][0-9]{0,17}")) {
            throw new IllegalArgumentException("run is named R and a number, not '" + value + "'");
        }
    }

    /** The id with this number. */
    public static RunId of(long number) {
        return new RunId("R" + number);
    }

    /** The number behind the letter. */
    public long number() {
        return Long.parseLong(value.substring(1));
    }

    @Override
    public String toString() {
        return value;
    }
}
