package org.copyblade.lab.array.internal;

import java.util.BitSet;
import java.util.concurrent.locks.ReentrantLock;

/** Locks of tracks, several tracks sharing one; taken in one order by everybody, so that nobody waits in a circle. */
final class TrackLocks {
    private static final int STRIPES = 1024;

    private final ReentrantLock[] stripes = new ReentrantLock[STRIPES];

    TrackLocks() {
        for (int stripe = 0; stripe < STRIPES; stripe++) {
            stripes[stripe] = new ReentrantLock();
        }
    }

    /** Which locks are wanted; used by one thread. */
    static final class Wanted {
        private final BitSet stripes = new BitSet(STRIPES);

        void add(LiveVolume volume, int track) {
            stripes.set(Math.floorMod(volume.id().hashCode() * 31 + track, STRIPES));
        }
    }

    void lock(Wanted wanted) {
        wanted.stripes.stream().forEach(stripe -> stripes[stripe].lock());
    }

    void unlock(Wanted wanted) {
        wanted.stripes.stream().forEach(stripe -> stripes[stripe].unlock());
    }
}
