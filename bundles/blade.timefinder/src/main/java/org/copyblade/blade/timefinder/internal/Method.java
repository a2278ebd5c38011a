package org.copyblade.blade.timefinder.internal;

import java.util.Optional;
import org.copyblade.blade.spi.PlannedCopy.Technique;

/** How volumes are copied. */
enum Method {
    /** A snapshot, which shares with its source what has not changed. */
    SNAPVX("snapvx", Technique.SNAPSHOT),
    /** The same, of which everything is copied to the volumes that show it. */
    SNAPVX_COPY("snapvx-copy", Technique.SNAPSHOT),
    /** A clone, which is copied before and after its point in time. */
    CLONE("clone", Technique.SNAPSHOT),
    /** A mirror on a fixed set of targets, which is in step before it is split. */
    BCV("bcv", Technique.SPLIT_MIRROR);

    private final String word;
    private final Technique technique;

    Method(String word, Technique technique) {
        this.word = word;
        this.technique = technique;
    }

    /** As profiles and bindings write it. */
    String word() {
        return word;
    }

    Technique technique() {
        return technique;
    }

    boolean isSnapshot() {
        return this == SNAPVX || this == SNAPVX_COPY;
    }

    /** The method of a profile; the first if it names none. */
    static Optional<Method> of(String word) {
        for (Method method : values()) {
            if (method.word.equals(word)) {
                return Optional.of(method);
            }
        }
        return word.isEmpty() ? Optional.of(SNAPVX) : Optional.empty();
    }
}
