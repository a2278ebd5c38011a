package org.copyblade.lab.ims.internal.pace;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * Everything by which threads wait or are started, in one place, so that a test can run all of them one at a time in an
 * order of its own.
 */
public interface Pace {

    /** Takes a lock, waiting as long as need be. */
    void lock(ReentrantLock lock);

    /** Waits until that is so; it must have no effect and take no lock. */
    void await(BooleanSupplier condition);

    /** The same, but no longer than so many nanoseconds; is it so then? */
    boolean await(BooleanSupplier condition, long nanos);

    /** Waits so many nanoseconds, or until that is so, which is seen a little later than by {@link #await}; for who waits often. */
    void pause(BooleanSupplier condition, long nanos);

    /** Something that somebody may wait for has changed. */
    void changed();

    /** Monotonic time. */
    long nanos();

    /** Runs something in a thread of its own. */
    void start(String name, Runnable work);
}
