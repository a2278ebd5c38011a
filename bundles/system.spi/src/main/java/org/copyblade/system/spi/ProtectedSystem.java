package org.copyblade.system.spi;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * One database system that Copyblade protects.
 *
 * <p>Called from many threads. Further abilities: {@link Suspendable}, {@link BackupMode}, {@link Restorable},
 * {@link Barrable}, {@link CopyChecker}, {@link Registrar}, {@link Deregistrar}.
 */
@ConsumerType
public interface ProtectedSystem {

    /** Name and kind; constant while registered, answered without asking the system. (S1) */
    SystemInfo info();

    /**
     * Everything the system keeps on storage, as it is now. Changes nothing. A system that is down is discovered as far
     * as that is possible and says so in {@link SystemLayout#running()}. (S2)
     */
    SystemLayout discover(Deadline deadline) throws SystemException;

    /**
     * Log position and epoch now. Of a system that is down, as far as that is possible: where it stopped, so that two looks
     * differ if it ran in between. (S3)
     */
    Position position(Deadline deadline) throws SystemException;

    /**
     * Makes the coming window short: checkpoint, then write back what the host still caches of the system's data until it
     * is below the bound. Takes as long as it takes, up to the deadline; suspends nothing.
     *
     * @param dirtyBytesBound bytes that may still be unwritten; more at the deadline is an error (S4)
     */
    Settled settle(long dirtyBytesBound, Deadline deadline) throws SystemException;
}
