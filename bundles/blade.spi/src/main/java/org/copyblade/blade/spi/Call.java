package org.copyblade.blade.spi;

import java.time.Duration;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;

/**
 * The bounds of one call: until when, whether it is still wanted, whom to tell of progress.
 *
 * <p>Safe for many threads. The deadline is on the monotonic clock of this host; a simulation brings its own.
 */
public final class Call {

    private final LongSupplier nanoTime;
    private final long deadlineNanos;
    private final BooleanSupplier cancelled;
    private final IntConsumer progress;

    private Call(LongSupplier nanoTime, Duration limit, BooleanSupplier cancelled, IntConsumer progress) {
        this.nanoTime = Objects.requireNonNull(nanoTime, "nanoTime");
        this.deadlineNanos = nanoTime.getAsLong() + limit.toNanos();
        this.cancelled = Objects.requireNonNull(cancelled, "cancelled");
        this.progress = Objects.requireNonNull(progress, "progress");
    }

    /** A call that may take this long and is never cancelled. */
    public static Call within(Duration limit) {
        return within(limit, () -> false, percent -> {});
    }

    /**
     * A call that may take this long.
     *
     * @param cancelled becomes true once nobody wants the result any more
     * @param progress told percentages, 0 to 100
     */
    public static Call within(Duration limit, BooleanSupplier cancelled, IntConsumer progress) {
        return new Call(System::nanoTime, limit, cancelled, progress);
    }

    /** A call that may take this long on another monotonic clock than {@link System#nanoTime()}. */
    public static Call on(LongSupplier nanoTime, Duration limit, BooleanSupplier cancelled, IntConsumer progress) {
        return new Call(nanoTime, limit, cancelled, progress);
    }

    /** The deadline as a value of the monotonic clock. */
    public long deadlineNanos() {
        return deadlineNanos;
    }

    /** Time left; zero or negative after the deadline. */
    public Duration remaining() {
        return Duration.ofNanos(deadlineNanos - nanoTime.getAsLong());
    }

    /** Whether the deadline has passed. */
    public boolean expired() {
        return deadlineNanos - nanoTime.getAsLong() <= 0;
    }

    /** Whether nobody wants the result any more. */
    public boolean cancelled() {
        return cancelled.getAsBoolean();
    }

    /** Tells how far the work is, 0 to 100; cheap. */
    public void progress(int percent) {
        progress.accept(percent);
    }
}
