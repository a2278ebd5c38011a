package org.copyblade.lab.array.internal;

import java.time.Instant;
import org.copyblade.lab.array.CopyOption;
import org.copyblade.lab.array.Relation;

/** A relation at work. A bit of its map is changed only by whoever has the lock of its track on the target. */
final class LiveRelation {
    private final LiveVolume source;
    private final LiveVolume target;
    private final CopyMap map;
    private volatile StoredRelation stored;
    private int copyFrom; // by the background copy only

    LiveRelation(StoredRelation stored, LiveVolume source, LiveVolume target, CopyMap map) {
        this.stored = stored;
        this.source = source;
        this.target = target;
        this.map = map;
    }

    StoredRelation stored() {
        return stored;
    }

    long id() {
        return stored.id();
    }

    LiveVolume source() {
        return source;
    }

    LiveVolume target() {
        return target;
    }

    CopyMap map() {
        return map;
    }

    /** Where the background copy goes on. */
    int copyFrom() {
        return copyFrom;
    }

    void copyFrom(int index) {
        copyFrom = index;
    }

    void fail() {
        stored = stored.asFailed();
    }

    /** From here on the target keeps what the source holds; the caller has the system alone. */
    void split() {
        stored = stored.asSplit();
    }

    void copyInBackground(boolean wanted) {
        stored = stored.copiedInBackground(wanted);
    }

    boolean mirrors() {
        return stored.has(CopyOption.MIRROR);
    }

    boolean copiesInBackground() {
        return !stored.failed() && !stored.has(CopyOption.NO_BACKGROUND_COPY) && map.pending() > 0;
    }

    /** Everything is copied, and nobody wants it to stay. */
    boolean isOver() {
        return !stored.failed() && !stored.has(CopyOption.PERSISTENT) && map.pending() == 0;
    }

    boolean coversSource(int track) {
        return stored.sourceExtent().contains(track);
    }

    boolean coversTarget(int track) {
        return stored.targetExtent().contains(track);
    }

    int indexOfSource(int track) {
        return track - stored.sourceExtent().first();
    }

    int indexOfTarget(int track) {
        return track - stored.targetExtent().first();
    }

    int sourceTrack(int index) {
        return stored.sourceExtent().first() + index;
    }

    int targetTrack(int index) {
        return stored.targetExtent().first() + index;
    }

    Relation relation() {
        StoredRelation now = stored;
        return new Relation(
                now.id(),
                now.source(),
                now.sourceExtent(),
                now.target(),
                now.targetExtent(),
                now.options(),
                now.sequence(),
                Instant.ofEpochMilli(now.establishedEpochMs()),
                map.pending(),
                map.neverCopied(),
                now.failed() ? Relation.State.FAILED : Relation.State.VALID);
    }
}
