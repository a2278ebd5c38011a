package org.copyblade.blade.memory;

import java.time.Duration;
import java.time.Instant;

/** Time that passes only when somebody pauses. One thread. */
final class FakeClock implements MemoryClock {

    private long nanos = 1_000_000_000L;

    @Override
    public long nanos() {
        return nanos;
    }

    @Override
    public Instant now() {
        return Instant.EPOCH.plusNanos(nanos);
    }

    @Override
    public void pause(Duration duration) {
        nanos += duration.toNanos();
    }
}
