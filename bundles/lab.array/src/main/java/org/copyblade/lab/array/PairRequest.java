package org.copyblade.lab.array;

import java.util.Optional;

/**
 * A pair to be established.
 *
 * @param source id of a volume
 * @param target id of a volume of the same system
 * @param sourceExtent tracks to be copied, or empty for the whole volume
 * @param targetFirst where on the target they go; only with an extent
 */
public record PairRequest(String source, String target, Optional<Extent> sourceExtent, int targetFirst) {

    /** The whole source onto the target. */
    public static PairRequest ofVolumes(String source, String target) {
        return new PairRequest(source, target, Optional.empty(), 0);
    }

    /** A range of tracks of the source onto the target, from {@code targetFirst} on. */
    public static PairRequest ofExtent(String source, Extent extent, String target, int targetFirst) {
        return new PairRequest(source, target, Optional.of(extent), targetFirst);
    }
}
