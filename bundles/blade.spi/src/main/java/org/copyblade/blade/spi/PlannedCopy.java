package org.copyblade.blade.spi;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One line of the source to target map.
 *
 * @param member name of the member
 * @param target unit, path or snapshot name that will hold the copy
 * @param method how it will be copied
 * @param estimatedMicros time the establish of this member is expected to take, in microseconds, if known
 * @param technique how the storage makes it, for the volume map; empty: not said, or through the host
 */
public record PlannedCopy(
        String member, String target, CopyMethod method, OptionalLong estimatedMicros, Optional<Technique> technique) {

    /** How storage makes a copy of one volume. */
    public enum Technique {
        /** A mirror that is synchronised first, and split: BCV, ShadowImage. */
        SPLIT_MIRROR,
        /** A snapshot or clone. */
        SNAPSHOT,
        /** An instant relation of source and target: FlashCopy. */
        INSTANT_RELATION
    }

    /** A copy of which is not said how the storage makes it. */
    public PlannedCopy(String member, String target, CopyMethod method, OptionalLong estimatedMicros) {
        this(member, target, method, estimatedMicros, Optional.empty());
    }

    /** The same, made so by the storage. */
    public PlannedCopy by(Technique how) {
        return new PlannedCopy(member, target, method, estimatedMicros, Optional.of(how));
    }

    public PlannedCopy {
        Objects.requireNonNull(member, "member");
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(estimatedMicros, "estimatedMicros");
        Objects.requireNonNull(technique, "technique");
    }
}
