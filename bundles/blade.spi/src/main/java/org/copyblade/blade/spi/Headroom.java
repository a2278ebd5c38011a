package org.copyblade.blade.spi;

import java.util.Objects;
import java.util.OptionalLong;

/**
 * What is left on the target side; empty means that the storage does not say. All of it with the copy that is planned, and
 * as it is once the groups that give way to that copy are withdrawn.
 *
 * @param freeBytes free space for copies
 * @param neededBytes space this copy needs at once
 * @param freeCopies copies of each source that targets and the limits of the storage still allow, the planned one included;
 *     where that one goes on from an older copy, the manager does not ask
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
