package org.copyblade.lab.array.internal;

import java.util.List;
import java.util.function.Supplier;
import org.copyblade.lab.array.ArrayException;

/**
 * Copies in the background what relations still owe, a few tracks of each in turn, at a given speed for the whole system.
 * One thread, from {@link #start} to {@link #close}.
 */
final class BackgroundCopy implements AutoCloseable {
    private static final long TURN_MS = 10;
    private static final int TRACKS_IN_A_ROW = 32;

    /** What ends when it is complete. */
    interface Completion {
        void over(List<LiveRelation> relations) throws ArrayException;
    }

    private final TrackIo io;
    private final Supplier<List<LiveRelation>> relations;
    private final Completion completion;
    private final Thread thread;
    private int tracksPerSecond; // guarded by this
    private volatile boolean closed;
    private long next; // by the thread only

    BackgroundCopy(
            String name,
            TrackIo io,
            Supplier<List<LiveRelation>> relations,
            Completion completion,
            int tracksPerSecond) {
        this.io = io;
        this.relations = relations;
        this.completion = completion;
        this.tracksPerSecond = tracksPerSecond;
        this.thread = new Thread(this::run, "lab-background-" + name);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Returns when what is copied at the speed before is done. */
    synchronized void tracksPerSecond(int tracks) {
        tracksPerSecond = tracks;
    }

    /** Returns when the track in hand is done. */
    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        double credit = 0;
        long before = System.nanoTime();
        while (!closed) {
            try {
                Thread.sleep(TURN_MS);
                long now = System.nanoTime();
                synchronized (this) {
                    // What a busy machine has missed is not made up for: it would come as a burst.
                    double most = tracksPerSecond == 0 ? 0 : tracksPerSecond / 5.0 + 1;
                    credit = Math.min(credit + tracksPerSecond * ((now - before) / 1e9), most);
                    credit -= turn((int) credit);
                }
                before = now;
            } catch (InterruptedException interrupted) {
                return;
            } catch (ArrayException cause) {
                // A track that cannot be copied stays out of sync, which everybody sees; it is tried again.
                credit = 0;
            }
        }
    }

    private int turn(int tracks) throws ArrayException {
        List<LiveRelation> owing = relations.get().stream()
                .filter(LiveRelation::copiesInBackground)
                .toList();
        int copied = 0;
        int stuck = 0;
        while (copied < tracks && stuck < owing.size() && !closed) {
            int done = some(owing.get((int) (next++ % owing.size())), Math.min(TRACKS_IN_A_ROW, tracks - copied));
            copied += done;
            stuck = done == 0 ? stuck + 1 : 0;
        }
        List<LiveRelation> over =
                relations.get().stream().filter(LiveRelation::isOver).toList();
        if (!over.isEmpty()) {
            completion.over(over);
        }
        return copied;
    }

    /**
     * Goes on where it stopped, and round: from the beginning each time, tracks there that are written again and again would
     * keep it off those at the end.
     */
    private int some(LiveRelation relation, int limit) throws ArrayException {
        int done = 0;
        int index = pendingAhead(relation);
        while (index >= 0 && done < limit && !closed && io.copy(relation, index)) {
            done++;
            relation.copyFrom(index + 1);
            index = pendingAhead(relation);
        }
        return done;
    }

    private static int pendingAhead(LiveRelation relation) {
        int ahead = relation.map().nextPending(relation.copyFrom());
        return ahead >= 0 ? ahead : relation.map().nextPending(0);
    }
}
