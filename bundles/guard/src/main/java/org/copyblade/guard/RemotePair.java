package org.copyblade.guard;

import java.time.Duration;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Two armed guards for one suspension of a system on another machine. Each can let it go on alone, over a connection that
 * stands since before the hold. Any thread.
 */
@ProviderType
public interface RemotePair extends AutoCloseable {

    /** What these guards could not have; sentences, empty if nothing is missing. */
    List<String> findings();

    /** Process ids of both guards. */
    List<Long> guards();

    /**
     * From now on both let the system go on when this time is over, or this process ends. To be called before the first
     * member is told to hold, and once.
     *
     * @return {@link System#nanoTime()} at which they will
     * @throws GuardException if either guard is missing or another manager has taken over; nothing may be held then
     */
    long begin(Duration limit) throws GuardException;

    /** The system goes on, as its own answers say: the guards need do nothing more for this hold. */
    void finish();

    /** Tells both to let the system go on at once, if it was held; waits for nothing. */
    void resume();

    /** Whether one guard has seen every member go on; waits this long for it. */
    boolean resumedWithin(Duration patience);

    /** Whether it is still for this one to let the system go on: no hold of another epoch is open. */
    boolean inCharge();

    /**
     * Ends both guards, which let the system go on first unless {@link #finish} was called. Repeated, it does what an earlier
     * call could not do.
     */
    @Override
    void close();
}
