package org.copyblade.system.spi;

import java.util.Objects;

/**
 * Identity of the history that a system writes: timeline and system identifier, RECON token, primary. Two positions can
 * be compared only within one epoch.
 *
 * @param value opaque, compared for equality, readable for people
 */
public record Epoch(String value) {

    public Epoch {
        Objects.requireNonNull(value, "value");
    }

    @Override
    public String toString() {
        return value;
    }
}
