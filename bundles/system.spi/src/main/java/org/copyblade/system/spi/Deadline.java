package org.copyblade.system.spi;

import java.time.Duration;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Until when a call may take, and whether it is still wanted. Safe for many threads; on the monotonic clock of this host, or
 * on that of a simulation.
 */
public final class Deadline {

    private final LongSupplier nanoTime;
    private final long nanos;
    private final BooleanSupplier cancelled;

    private Deadline(LongSupplier nanoTime, Duration limit, BooleanSupplier cancelled) {
        this.nanoTime = Objects.requireNonNull(nanoTime, "nanoTime");
        this.nanos = nanoTime.getAsLong() + limit.toNanos();
        this.cancelled = Objects.requireNonNull(cancelled, "cancelled");
    }

    /** From now on this long, never cancelled. */
    public static Deadline within(Duration limit) {
        return within(limit, () -> false);
    }

    /** From now on this long, or until nobody wants the result any more. */
    public static Deadline within(Duration limit, BooleanSupplier cancelled) {
        return on(System::nanoTime, limit, cancelled);
    }

    /** From now on this long on another monotonic clock than {@link System#nanoTime()}. */
    public static Deadline on(LongSupplier nanoTime, Duration limit, BooleanSupplier cancelled) {
        return new Deadline(nanoTime, limit, cancelled);
    }

    /** Time left; zero or negative after the deadline. */
    public Duration remaining() {
        return Duration.ofNanos(nanos - nanoTime.getAsLong());
    }

    /** Whether the deadline has passed. */
    public boolean expired() {
        return nanos - nanoTime.getAsLong() <= 0;
    }

    /** Whether nobody wants the result any more. */
    public boolean cancelled() {
        return cancelled.getAsBoolean();
    }
}
