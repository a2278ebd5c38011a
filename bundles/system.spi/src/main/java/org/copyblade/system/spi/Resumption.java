package org.copyblade.system.spi;

import java.util.Objects;

/**
 * The system runs again.
 *
 * @param verdict whether the hold was in force until the resume was asked for
 * @param why in words; empty when in force
 * @param checkedNanos {@link System#nanoTime()} when the hold was last seen in force, before anything was let go; 0 if never
 * @param resumedNanos {@link System#nanoTime()} once every member was told to go on
 */
public record Resumption(Verdict verdict, String why, long checkedNanos, long resumedNanos) {

    /** Whether the hold was in force throughout. */
    public enum Verdict {
        /** Every member was held without interruption from the confirmation until the last look. */
        IN_FORCE,
        /** Something ran in between, a timer expired, or nobody can tell: no copy made meanwhile is consistent. */
        BROKEN,
        /** Nothing was held when the resume was asked for. */
        NOT_HELD
    }

    public Resumption {
        Objects.requireNonNull(verdict, "verdict");
        Objects.requireNonNull(why, "why");
    }
}
