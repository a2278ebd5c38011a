package org.copyblade.endpoint;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Until when an exchange may take, and whether it is still wanted. Any thread. */
public interface Bounds {
    /** Time left; zero or negative after the end. */
    Duration remaining();

    /** Whether nobody wants the result any more. */
    boolean cancelled();

    /** Bounds that ask a call of any contract. */
    static Bounds of(Supplier<Duration> remaining, BooleanSupplier cancelled) {
        return new Bounds() {
            @Override
            public Duration remaining() {
                return remaining.get();
            }

            @Override
            public boolean cancelled() {
                return cancelled.getAsBoolean();
            }
        };
    }
}
