package org.copyblade.guard;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Two armed guards for one suspension of one system. Closing it leaves no guard behind and the server running.
 *
 * <p>May be used from any thread; {@link #resume} also while {@link #suspend} is still under way, which then gives up.
 */
@ProviderType
public interface GuardPair extends AutoCloseable {

    /** What these guards could not have, such as memory that cannot be paged out; sentences, empty if nothing is missing. */
    List<String> findings();

    /** Process ids of guard A and guard B. */
    List<Long> guards();

    /**
     * Stops every process of the server and returns when all were seen stopped. Can be called once.
     *
     * @throws GuardException if that could not be reached within the limit, or a guard is missing; the server is running
     */
    Suspension suspend() throws GuardException;

    /**
     * Lets the server go on, whatever state guards and manager are in, and says whether it was held throughout. Waits for no guard
     * longer than some milliseconds: it asks one, then the other, then does it itself. Repeated, it returns the first answer.
     */
    Resumption resume();

    /** Lets the server go on if it is held, and ends both guards. Repeated, it does what an earlier call could not do. */
    @Override
    void close();
}
