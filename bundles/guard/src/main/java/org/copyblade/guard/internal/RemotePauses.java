package org.copyblade.guard.internal;

import java.util.concurrent.TimeUnit;

/**
 * How long a guard rests before it tries again. The rests grow with the time that it has tried, so that a member goes on at most a
 * tenth later than it could, and one that stays away for days costs little.
 *
 * @param leastNanos at the beginning
 * @param mostNanos however long it lasts
 */
record RemotePauses(long leastNanos, long mostNanos) {

    static final RemotePauses USUAL =
            new RemotePauses(TimeUnit.MILLISECONDS.toNanos(200), TimeUnit.SECONDS.toNanos(30));

    private static final int PART = 10;
    private static final int LEAST_QUESTIONS = 100;
    private static final int MOST_QUESTIONS = 20;

    /** @param triedNanos how long it has tried */
    long after(long triedNanos) {
        return Math.max(leastNanos, Math.min(mostNanos, triedNanos / PART));
    }

    /** How long it asks what became of a request before it sends it again: so few jobs lie in a queue that stands still. */
    long asking(long triedNanos) {
        return Math.max(LEAST_QUESTIONS * leastNanos, Math.min(MOST_QUESTIONS * mostNanos, triedNanos));
    }
}
