package org.copyblade.system.spi;

import java.util.Objects;

/**
 * A point in the log of a system.
 *
 * @param text as the system writes it, for example {@code 0/16B3748}
 * @param order grows with the log within one epoch; compared as unsigned
 * @param epoch the history it belongs to
 */
public record Position(String text, long order, Epoch epoch) {

    public Position {
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(epoch, "epoch");
    }

    /** Whether this position is at or after another one of the same epoch. */
    public boolean reaches(Position other) {
        return epoch.equals(other.epoch) && Long.compareUnsigned(order, other.order) >= 0;
    }
}
