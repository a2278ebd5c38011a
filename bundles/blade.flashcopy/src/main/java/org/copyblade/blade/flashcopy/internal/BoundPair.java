package org.copyblade.blade.flashcopy.internal;

import java.util.Objects;
import java.util.Optional;
import org.copyblade.blade.flashcopy.internal.array.Pair;
import org.copyblade.blade.flashcopy.internal.array.VolumeId;

/**
 * One member of a group on the storage.
 *
 * @param source empty where only a marked target was found
 * @param target its target
 * @param nameBefore what the target was called before it was marked; empty if not known
 */
record BoundPair(Optional<VolumeId> source, VolumeId target, String nameBefore) {

    BoundPair {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(nameBefore, "nameBefore");
    }

    /** Source to target; empty where the source is not known. */
    Optional<Pair> pair() {
        return source.map(volume -> new Pair(volume, target));
    }
}
