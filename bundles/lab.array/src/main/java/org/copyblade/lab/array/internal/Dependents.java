package org.copyblade.lab.array.internal;

import java.io.IOException;
import org.copyblade.lab.array.Extent;

/**
 * What the copies made of a target must know of it. Those that record changes note each track in which the target is no longer
 * what they were copied from. The caller has the system alone.
 */
final class Dependents {

    private Dependents() {}

    /** A relation changes its target as a whole. */
    static void recordWholeChange(LiveVolume target, StoredRelation by) throws IOException {
        for (LiveRelation dependent : target.outgoing()) {
            if (dependent.stored().recordsChanges() && dependent.id() != by.id()) {
                Extent extent = by.targetExtent();
                for (int track = extent.first(); track < extent.first() + extent.tracks(); track++) {
                    if (dependent.coversSource(track)) {
                        dependent.map().markChanged(dependent.indexOfSource(track));
                    }
                }
            }
        }
    }

    /** What a target was never given it does not hold any more once its relation ends or is reversed. */
    static void recordLoss(LiveRelation ending) throws IOException {
        if (ending.target().outgoing().isEmpty()) {
            return;
        }
        CopyMap map = ending.map();
        for (int index = map.nextPending(0); index >= 0; index = map.nextPending(index + 1)) {
            recordLoss(ending.target(), ending.targetTrack(index));
        }
    }

    private static void recordLoss(LiveVolume volume, int track) throws IOException {
        for (LiveRelation dependent : volume.outgoing()) {
            if (dependent.coversSource(track)) {
                int index = dependent.indexOfSource(track);
                if (dependent.stored().recordsChanges()) {
                    dependent.map().markChanged(index);
                }
                if (dependent.map().isPending(index)) {
                    // It reads through the volume, and loses the track with it.
                    recordLoss(dependent.target(), dependent.targetTrack(index));
                }
            }
        }
    }
}
