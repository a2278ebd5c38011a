package org.copyblade.blade.flashcopy.internal.array;

import java.util.Objects;

/** A source and its target, as a relation names them. */
public record Pair(VolumeId source, VolumeId target) {

    public Pair {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(target, "target");
    }

    /** The pair that a relation id names. */
    public static Pair of(String id) {
        int colon = id.indexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("a relation id is source:target, not '" + id + "'");
        }
        return new Pair(new VolumeId(id.substring(0, colon)), new VolumeId(id.substring(colon + 1)));
    }

    /** The id of the relation. */
    public String id() {
        return source + ":" + target;
    }

    /** The same volumes the other way round. */
    public Pair reversed() {
        return new Pair(target, source);
    }

    @Override
    public String toString() {
        return id();
    }
}
