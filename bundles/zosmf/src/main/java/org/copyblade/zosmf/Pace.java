package org.copyblade.zosmf;

import java.time.Duration;
import java.util.Objects;

/**
 * How often somebody asks whether a job has ended.
 *
 * @param first pause after the first question
 * @param most longest pause; each is half as long again as the one before
 */
public record Pace(Duration first, Duration most) {

    /** For work that takes minutes. */
    public static final Pace RELAXED = new Pace(Duration.ofSeconds(1), Duration.ofSeconds(10));

    /** For a window: the end is seen within 50 milliseconds and one round trip. */
    public static final Pace QUICK = new Pace(Duration.ofMillis(20), Duration.ofMillis(50));

    public Pace {
        Objects.requireNonNull(first, "first");
        Objects.requireNonNull(most, "most");
        if (first.isNegative() || first.isZero() || most.compareTo(first) < 0) {
            throw new IllegalArgumentException("pauses grow from a positive one, not from " + first + " to " + most);
        }
    }

    Duration after(Duration pause) {
        Duration next = pause.multipliedBy(3).dividedBy(2);
        return next.compareTo(most) > 0 ? most : next;
    }
}
