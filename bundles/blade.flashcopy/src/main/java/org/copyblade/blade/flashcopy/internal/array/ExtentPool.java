package org.copyblade.blade.flashcopy.internal.array;

import java.util.Objects;

/**
 * A pool of extents.
 *
 * @param freeBytes what is not allocated
 */
public record ExtentPool(String id, long freeBytes) {

    public ExtentPool {
        Objects.requireNonNull(id, "id");
    }
}
