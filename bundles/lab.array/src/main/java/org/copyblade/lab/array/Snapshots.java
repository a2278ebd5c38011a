package org.copyblade.lab.array;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The snapshots of a storage system. Safe for many threads; what changes something returns after it is on disk. One whose
 * term is over ends before the next answer, unless it is linked.
 */
@ProviderType
public interface Snapshots {

    /** All, the oldest first. */
    List<Snapshot> all();

    Optional<Snapshot> find(long id);

    /**
     * Takes a snapshot of all these volumes at one instant, or of none.
     *
     * @throws ArrayException VOLUME_UNKNOWN, TOO_MANY_SNAPSHOTS
     */
    Snapshot take(String name, List<String> volumes, Snapshot.Term term) throws ArrayException;

    void rename(long id, String name) throws ArrayException;

    /** @throws ArrayException SNAPSHOT_SECURE for one that may not end sooner than it would now */
    void keep(long id, Snapshot.Term term) throws ArrayException;

    /**
     * Shows images on other volumes, all or none.
     *
     * @param pairs source and target
     * @param copy copy everything in the background
     * @throws ArrayException TARGET_TAKEN, VOLUME_IN_RELATION, MISFIT
     */
    void link(long id, List<PairRequest> pairs, boolean copy) throws ArrayException;

    /**
     * Shows images on volumes that show others of their sources until then: nobody sees them without either.
     *
     * @param pairs source and target, which are linked now, to whatever snapshot
     * @param copy copy everything in the background
     * @throws ArrayException LINK_UNKNOWN, SNAPSHOT_UNKNOWN
     */
    void relink(long id, List<PairRequest> pairs, boolean copy) throws ArrayException;

    /** Whether the links of these targets copy in the background. */
    void copy(long id, List<String> targets, boolean copy) throws ArrayException;

    /** @throws ArrayException LINK_UNKNOWN */
    void unlink(long id, List<String> targets) throws ArrayException;

    /** Brings what these volumes held back onto them, at one instant; the snapshot stays as it is. */
    void restore(long id, List<String> sources) throws ArrayException;

    /** Ends the sessions that {@link #restore} has left. */
    void endRestore(long id, List<String> sources) throws ArrayException;

    /**
     * Ends the images of these volumes.
     *
     * @throws ArrayException SNAPSHOT_LINKED, SNAPSHOT_RESTORED, SNAPSHOT_SECURE
     */
    void terminate(long id, List<String> sources) throws ArrayException;
}
