package org.copyblade.blade.reflink.internal;

import java.time.Duration;
import org.copyblade.blade.spi.Call;

/** The time of one step of long work: about a second, less if the call ends earlier. */
final class Budget {

    private static final Duration STEP = Duration.ofMillis(900);
    private static final Duration LOOK = Duration.ofSeconds(3);

    private final Call call;
    private final long endNanos;

    private Budget(Call call, Duration length) {
        this.call = call;
        this.endNanos = System.nanoTime() + length.toNanos();
    }

    static Budget ofStep(Call call) {
        return new Budget(call, STEP);
    }

    /** Of a look at a source before anything is done. */
    static Budget ofLook(Call call) {
        return new Budget(call, LOOK);
    }

    /** As long as the call may take. */
    static Budget ofCall(Call call) {
        return new Budget(call, call.remaining());
    }

    /** For what must come to an end once begun. */
    static Budget unlimited() {
        return new Budget(Call.within(Duration.ofDays(1)), Duration.ofDays(1));
    }

    boolean spent() {
        return System.nanoTime() - endNanos >= 0 || call.expired() || call.cancelled();
    }
}
