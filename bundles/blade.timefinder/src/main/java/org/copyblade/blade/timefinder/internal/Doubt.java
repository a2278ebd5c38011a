package org.copyblade.blade.timefinder.internal;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.copyblade.endpoint.Moment;

/**
 * How long a withdrawal still has to wait for a request that may be carried out late. Pure.
 *
 * @param since when the waiting began
 * @param left what is left of it
 * @param limit all of it
 */
record Doubt(Moment since, Duration left, Duration limit) {

    private static final Duration LATER = Duration.ofSeconds(5);

    Doubt {
        Objects.requireNonNull(since, "since");
        Objects.requireNonNull(left, "left");
        Objects.requireNonNull(limit, "limit");
    }

    /** @param noted when it began, if it has; of another boot of this host it begins anew */
    static Doubt of(Optional<Moment> noted, Moment now, Duration limit) {
        Moment since =
                noted.filter(moment -> moment.atMostUntil(now).isPresent()).orElse(now);
        return new Doubt(since, limit.minus(since.atLeastUntil(now)), limit);
    }

    boolean isOver() {
        return left.isNegative() || left.isZero();
    }

    int percent() {
        return (int) Math.max(0, Math.min(99, 100 - 100 * left.toMillis() / Math.max(1, limit.toMillis())));
    }

    Duration pause() {
        return left.compareTo(LATER) < 0 ? left : LATER;
    }
}
