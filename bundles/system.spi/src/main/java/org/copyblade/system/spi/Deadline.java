package org.copyblade.system.spi;

import java.time.Duration;
import java.util.Objects;
import java.util.function.BooleanSupplier;

/**
 * Until when a call may take, and whether it is still wanted. Safe for many threads; on the monotonic clock of this host.
 */
public final class Deadline {

    private final long nanos;
    private final BooleanSupplier cancelled;

    private Deadline(long nanos, BooleanSupplier cancelled) {
        this.nanos = nanos;
        this.cancelled = Objects.requireNonNull(cancelled, "cancelled");
    }

    /** From now on this long, never cancelled. */
    public static Deadline within(Duration limit) {
        return within(limit, () -> false);
    }

    /** From now on this long, or until nobody wants the result any more. */
    public static Deadline within(Duration limit, BooleanSupplier cancelled) {
        return new Deadline(System.nanoTime() + limit.toNanos(), cancelled);
    }

    /** Time left; zero or negative after the deadline. */
    public Duration remaining() {
        return Duration.ofNanos(nanos - System.nanoTime());
    }

    /** Whether the deadline has passed. */
    public boolean expired() {
        return nanos - System.nanoTime() <= 0;
    }

    /** Whether nobody wants the result any more. */
    public boolean cancelled() {
        return cancelled.getAsBoolean();
    }
}
