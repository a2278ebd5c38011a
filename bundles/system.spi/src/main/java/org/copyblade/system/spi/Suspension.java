package org.copyblade.system.spi;

import java.util.Objects;

/**
 * The system is held.
 *
 * @param askedNanos {@link System#nanoTime()} before the first effect
 * @param heldNanos {@link System#nanoTime()} once every member was confirmed held
 * @param heldBy what holds what, for people: members, processes, guards
 */
public record Suspension(long askedNanos, long heldNanos, String heldBy) {

    public Suspension {
        Objects.requireNonNull(heldBy, "heldBy");
    }
}
