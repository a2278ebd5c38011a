package org.copyblade.blade.flashcopy.internal.virtualize;

import java.util.Objects;

/** Source and target, by the unique ids of their volumes. */
record UidPair(String source, String target) {
    UidPair {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(target, "target");
    }

    UidPair reversed() {
        return new UidPair(target, source);
    }
}
