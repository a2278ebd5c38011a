package org.copyblade.lab.powermax.internal;

import org.copyblade.lab.array.PairRequest;

/**
 * A clone session as the array remembers it. How far its copy is, is asked of the relation of its volumes.
 *
 * @param source id of a volume
 * @param target id of the volume that it is copied to
 * @param order the last one it was given
 * @param endsWhenCopied does it end by itself once everything is copied?
 */
record CloneSession(String source, String target, Order order, boolean endsWhenCopied) {

    /** What a session was last told to do. */
    enum Order {
        /** To be a pair; there is no point in time yet. */
        CREATE,
        /** The same for a pair that has had one: only differences are to be copied. */
        RECREATE,
        /** To copy before the point in time, and to follow what changes. */
        PRECOPY,
        /** To keep the image of now. */
        ACTIVATE,
        /** To copy the image back. */
        RESTORE,
        /** To keep the image after that. */
        SPLIT
    }

    CloneSession told(Order next) {
        return new CloneSession(source, target, next, endsWhenCopied);
    }

    boolean isOf(PairRequest pair) {
        return source.equals(pair.source()) && target.equals(pair.target());
    }

    PairRequest forward() {
        return PairRequest.ofVolumes(source, target);
    }

    PairRequest back() {
        return PairRequest.ofVolumes(target, source);
    }

    @Override
    public String toString() {
        return VolumeIds.shown(source) + ":" + VolumeIds.shown(target);
    }
}
