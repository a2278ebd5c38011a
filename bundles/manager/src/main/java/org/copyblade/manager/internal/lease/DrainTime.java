package org.copyblade.manager.internal.lease;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How long services that go are waited for until nobody calls them any more: each for itself, and all together once the manager
 * goes itself. Then calls that hang, in however many services, hold up its stop by one limit only. Safe for many threads.
 */
public final class DrainTime {

    private final Duration limit;
    private final LongSupplier nanos;
    private boolean leaving; // guarded by this
    private long end; // guarded by this

    /** @param nanos a clock that only goes forward */
    public DrainTime(Duration limit, LongSupplier nanos) {
        this.limit = limit;
        this.nanos = nanos;
    }

    /** Whoever calls the services goes: all that go from now on share one limit. */
    public synchronized void leave() {
        leaving = true;
        end = nanos.getAsLong() + limit.toNanos();
    }

    /** For the service that goes now; never negative. */
    public synchronized Duration left() {
        return leaving ? Duration.ofNanos(Math.max(0, end - nanos.getAsLong())) : limit;
    }
}
