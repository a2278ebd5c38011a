package org.copyblade.manager.internal.copies;

import java.time.Duration;

/**
 * How long work that goes on step by step may take: in all, or without any progress. Times are on the clock of
 * {@link System#nanoTime}. Used by one thread.
 */
final class StepsLimit {

    private final Duration limit;
    private final boolean movesOn;
    private long end;
    private int furthest;

    private StepsLimit(Duration limit, boolean movesOn, long now) {
        this.limit = limit;
        this.movesOn = movesOn;
        this.end = now + limit.toNanos();
    }

    /** For all steps together. */
    static StepsLimit ofAll(Duration limit, long now) {
        return new StepsLimit(limit, false, now);
    }

    /** Since the step that last got on: what takes days and gets on is not given up half done. */
    static StepsLimit withoutProgress(Duration limit, long now) {
        return new StepsLimit(limit, true, now);
    }

    long end() {
        return end;
    }

    boolean isOver(long now) {
        return end - now <= 0;
    }

    /**
     * A step was answered. It got on if it says more than any before; or no less, and goes on somewhere else: a percentage of
     * something huge stands still for hours, and one of a wrong estimate for ever.
     *
     * @param elsewhere whether the binding is another one
     */
    void answered(int percent, boolean elsewhere, long now) {
        boolean gotOn = percent > furthest || percent == furthest && elsewhere;
        furthest = Math.max(furthest, percent);
        if (movesOn && gotOn) {
            end = now + limit.toNanos();
        }
    }

    /** What is wrong once it is over, for the error text. */
    String why() {
        return movesOn ? "no progress within its limit of " + limit.toHours() + " hours" : "not done within its limit";
    }
}
