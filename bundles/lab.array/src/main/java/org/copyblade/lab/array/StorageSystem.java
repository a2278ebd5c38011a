package org.copyblade.lab.array;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/**
 * One storage system of the lab: what its vendor's management interface can ask of it. Safe for many threads.
 *
 * <p>What changes something returns after it is on disk.
 */
@ProviderType
public interface StorageSystem {

    /** Identity, users and switches, as seeded. */
    SystemSeed settings();

    List<Pool> pools();

    Optional<Pool> pool(String id);

    List<Subsystem> subsystems();

    Optional<Subsystem> subsystem(String id);

    /** All volumes by id. */
    List<Volume> volumes();

    /** Ids are taken in either case. */
    Optional<Volume> volume(String id);

    /** The label of a CKD volume, read from its first track; empty where there is none. */
    Optional<String> volser(String id) throws ArrayException;

    Volume create(NewVolume wanted) throws ArrayException;

    Volume rename(String id, String name) throws ArrayException;

    /** Grows a volume that is in no relation. */
    Volume expand(String id, long capacityBytes) throws ArrayException;

    /** Deletes a volume that is in no relation. */
    void delete(String id) throws ArrayException;

    /**
     * Establishes pairs, each at an instant of its own, in the order given. One that is refused does not keep the others
     * back, unless {@link CopyOption#ONE_INSTANT} is asked for. A pair that is there already and records changes is brought to a new point in time.
     */
    List<PairResult> establish(List<PairRequest> pairs, Set<CopyOption> options) throws ArrayException;

    /** All relations, by id. */
    List<Relation> relations();

    /** Relations of a volume as source or target. */
    List<Relation> relations(String volume);

    /** The relation of two whole volumes, or the first of their extents. */
    Optional<Relation> relation(String source, String target);

    /**
     * Splits mirror pairs, all at one instant: from then on the targets keep what the sources held, as those of other
     * relations do, and tracks still out of sync follow in the background. One that cannot be split keeps all others
     * together too.
     *
     * @throws ArrayException RELATION_UNKNOWN for one that has ended, NOT_MIRRORING, TARGET_UNUSABLE
     */
    void split(List<Relation> pairs) throws ArrayException;

    /** Copies relations in the background from now on, or not; those that have ended are passed over. */
    void copyInBackground(List<Relation> relations, boolean wanted) throws ArrayException;

    /** Ends relations; the target of one not copied completely is unusable then. */
    void withdraw(List<Relation> relations) throws ArrayException;

    /** Points in time without targets. */
    Snapshots snapshots();

    /** Named groups of volumes, in the order they were made. */
    List<VolumeGroup> groups();

    Optional<VolumeGroup> group(String name);

    /** Makes a group, or gives it other volumes. */
    void put(VolumeGroup group) throws ArrayException;

    void deleteGroup(String name) throws ArrayException;

    /** Lets the writes of whole subsystems go; accepted also where nothing is frozen. */
    void thaw(List<String> subsystems) throws ArrayException;

    /** Freezes that are on now last no longer than that from now on; for trying what happens when a timer expires. */
    void shortenFreezes(Duration longest);

    /** The host's side of a volume. */
    HostVolume host(String volume) throws ArrayException;

    /** Speed of the background copy of the whole system; 0 stops it. Not kept beyond a restart. */
    void backgroundTracksPerSecond(int tracks);
}
