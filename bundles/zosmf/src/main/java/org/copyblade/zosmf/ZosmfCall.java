package org.copyblade.zosmf;

import java.time.Duration;
import java.util.Objects;
import java.util.function.BooleanSupplier;

/** Until when a call may take, on {@link System#nanoTime()}, and whether it is still wanted. Any thread. */
public final class ZosmfCall {

    private final long end;
    private final BooleanSupplier cancelled;

    private ZosmfCall(long end, BooleanSupplier cancelled) {
        this.end = end;
        this.cancelled = Objects.requireNonNull(cancelled, "cancelled");
    }

    /** From now on this long, never cancelled. */
    public static ZosmfCall within(Duration limit) {
        return within(limit, () -> false);
    }

    /** From now on this long, or until nobody wants the result any more. */
    public static ZosmfCall within(Duration limit, BooleanSupplier cancelled) {
        return new ZosmfCall(System.nanoTime() + limit.toNanos(), cancelled);
    }

    /** The same, but not longer than this from now on. */
    public ZosmfCall atMost(Duration limit) {
        return within(limit.compareTo(remaining()) < 0 ? limit : remaining(), cancelled);
    }

    /** Time left; zero or negative after the end. */
    public Duration remaining() {
        return Duration.ofNanos(end - System.nanoTime());
    }

    /** Whether the time is over. */
    public boolean expired() {
        return end - System.nanoTime() <= 0;
    }

    /** Whether nobody wants the result any more. */
    public boolean cancelled() {
        return cancelled.getAsBoolean();
    }
}
