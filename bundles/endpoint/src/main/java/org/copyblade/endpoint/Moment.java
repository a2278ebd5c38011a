package org.copyblade.endpoint;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A moment that can be compared with a later one of the same boot of this host.
 *
 * @param boot id of the boot; empty if unknown, then nothing can be compared
 * @param nanos on the monotonic clock
 * @param wall on the clock of the day
 */
public record Moment(String boot, long nanos, Instant wall) {

    public Moment {
        Objects.requireNonNull(boot, "boot");
        Objects.requireNonNull(wall, "wall");
    }

    /**
     * Time that has passed for sure; none if the host was booted in between. The monotonic clock alone: the other one can
     * be set forward.
     */
    public Duration atLeastUntil(Moment later) {
        return comparable(later) ? Duration.ofNanos(later.nanos - nanos) : Duration.ZERO;
    }

    /**
     * Time that may have passed; empty if nobody can tell. The longer of both clocks: the monotonic one stands still while a
     * machine sleeps.
     */
    public Optional<Duration> atMostUntil(Moment later) {
        if (!comparable(later)) {
            return Optional.empty();
        }
        Duration monotonic = Duration.ofNanos(later.nanos - nanos);
        Duration day = Duration.between(wall, later.wall);
        return Optional.of(monotonic.compareTo(day) > 0 ? monotonic : day);
    }

    private boolean comparable(Moment later) {
        return !boot.isEmpty() && boot.equals(later.boot);
    }
}
