package org.copyblade.lab.array.internal;

import java.util.concurrent.atomic.AtomicLong;
import org.copyblade.lab.array.Pool;
import org.copyblade.lab.array.PoolSeed;

/** How much of a pool is taken. Safe for many threads. */
final class PoolSpace {
    private final PoolSeed seed;
    private final long capacity;
    private final AtomicLong allocated = new AtomicLong();

    PoolSpace(PoolSeed seed) {
        this.seed = seed;
        this.capacity = seed.capacityMib() << 20;
    }

    /** Takes so many bytes, or none and says no. */
    boolean take(long bytes) {
        long before = allocated.getAndUpdate(taken -> taken + bytes <= capacity ? taken + bytes : taken);
        return before + bytes <= capacity;
    }

    /** What is on disk already, whether it fits or not. */
    void takeBack(long bytes) {
        allocated.addAndGet(bytes);
    }

    void release(long bytes) {
        allocated.addAndGet(-bytes);
    }

    Pool pool() {
        return new Pool(seed.id(), seed.name(), seed.type(), capacity, allocated.get(), seed.thresholdPercent());
    }
}
