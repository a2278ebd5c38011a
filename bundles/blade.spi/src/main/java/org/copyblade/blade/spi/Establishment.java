package org.copyblade.blade.spi;

import java.time.Instant;
import java.util.Objects;

/**
 * The group is established: the copy is logically complete at one instant.
 *
 * @param binding to keep
 * @param at the point in time, by the clock of this host
 * @param sentNanos {@link System#nanoTime()} before the first command was sent
 * @param answeredNanos {@link System#nanoTime()} after the last answer
 * @param storageNanos time that the storage itself needed, as far as it can be told apart; else the difference of both
 */
public record Establishment(Binding binding, Instant at, long sentNanos, long answeredNanos, long storageNanos) {

    public Establishment {
        Objects.requireNonNull(binding, "binding");
        Objects.requireNonNull(at, "at");
        if (answeredNanos - sentNanos < 0) {
            throw new IllegalArgumentException("answered before sent");
        }
    }
}
