package org.copyblade.blade.memory;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import org.osgi.annotation.versioning.ConsumerType;

/** Where the storage in memory takes its time from: the machine, or a simulation. */
@ConsumerType
public interface MemoryClock {

    /** Monotonic time in nanoseconds. */
    long nanos();

    /** Time of day. */
    Instant now();

    /** Lets this much time pass; others may act meanwhile. */
    void pause(Duration duration);

    /** The clock of this machine. */
    static MemoryClock system() {
        return new MemoryClock() {
            @Override
            public long nanos() {
                return System.nanoTime();
            }

            @Override
            public Instant now() {
                return Instant.now();
            }

            @Override
            public void pause(Duration duration) {
                LockSupport.parkNanos(duration.toNanos());
            }
        };
    }
}
