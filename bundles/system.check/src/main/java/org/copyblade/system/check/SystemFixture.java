package org.copyblade.system.check;

import java.time.Duration;
import java.util.Optional;
import org.copyblade.system.spi.ProtectedSystem;
import org.osgi.annotation.versioning.ConsumerType;

/** A running system to be tried, and a load on it. Made for one run; {@link #close} removes what it has created. */
@ConsumerType
public interface SystemFixture extends AutoCloseable {

    /** The adapter under test: where possible another instance at each call, which knows nothing of the others. */
    ProtectedSystem system();

    /** Commits one transaction that writes, waiting while the system is held. Called by one thread at a time. */
    void commit();

    /** A fencing number larger than all before, over all runs. */
    long nextEpoch();

    /** How long a commit may take while nothing is held. */
    default Duration patience() {
        return Duration.ofSeconds(30);
    }

    /** How this fixture copies the system's data sets, if it can. */
    default Optional<SystemCopies> copies() {
        return Optional.empty();
    }

    /** What this fixture can make go wrong; empty for a system that cannot be told to fail. */
    default Optional<SystemFaultSource> faults() {
        return Optional.empty();
    }

    @Override
    void close();
}
