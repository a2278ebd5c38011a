package org.copyblade.blade.spi;

import java.util.Objects;
import java.util.OptionalLong;

/**
 * What is left on the target side; empty means that the storage does not say.
 *
 * @param freeBytes free space for copies
 * @param neededBytes space this copy needs at once
 * @param freeCopies further copies that the storage's limits allow per source
 */
public record Headroom(OptionalLong freeBytes, OptionalLong neededBytes, OptionalLong freeCopies) {

    public Headroom {
        Objects.requireNonNull(freeBytes, "freeBytes");
        Objects.requireNonNull(neededBytes, "neededBytes");
        Objects.requireNonNull(freeCopies, "freeCopies");
    }

    /** Nothing known. */
    public static Headroom unknown() {
        return new Headroom(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty());
    }
}
