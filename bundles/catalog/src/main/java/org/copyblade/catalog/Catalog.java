package org.copyblade.catalog;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.copyblade.api.Backup;
import org.copyblade.api.BackupId;
import org.copyblade.api.BackupQuery;
import org.copyblade.api.Evidence;
import org.copyblade.api.Run;
import org.copyblade.api.RunId;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The durable memory of one or several managers. Safe for many threads; a commit is seen whole or not at all.
 *
 * <p>A reader never waits for a writer for longer than one commit takes.
 */
@ProviderType
public interface Catalog {

    /** Makes all changes durable at once, in their order; on return they survive a power loss. */
    void commit(List<Change> changes) throws CatalogException;

    /** The file of this host that holds it, whether it is there or not; empty if another server keeps it. */
    Optional<Path> file();

    /** The next number of a counter, from 1; durable, never given twice, never that of a backup saved or of a run that took one. */
    long next(Counter counter) throws CatalogException;

    /**
     * Saves a backup of a catalog that was lost, under its own number, with its evidence, unless another backup has that number
     * or somebody was given it, who may not have written his backup down yet. Durable as a whole.
     *
     * @return whether it is saved
     */
    boolean takeBack(StoredBackup backup, Evidence evidence) throws CatalogException;

    /**
     * The next fencing number of a system; durable, never given twice, shared by all managers. At least the time of day in
     * milliseconds, so that a catalog that was lost and rebuilt goes on above what guards have seen.
     */
    long nextEpoch(String system) throws CatalogException;

    /** The fencing number that a system was given last; 0 if it was given none. Also of a catalog that cannot be written now. */
    long lastEpoch(String system) throws CatalogException;

    Optional<Run> run(RunId id) throws CatalogException;

    /** Newest first. */
    List<Run> runs(int limit) throws CatalogException;

    /** Those of one system, newest first, however many runs others have had since. */
    List<Run> runs(String system, int limit) throws CatalogException;

    /** Runs of one system that copy back, and those that undo that; newest first. */
    List<Run> restores(String system, int limit) throws CatalogException;

    /** The same, only those of lower numbers than this one: for who looks back until something is found. */
    List<Run> restores(String system, RunId below, int limit) throws CatalogException;

    /** Runs without outcome: after a start these are the ones that a crash has left. Oldest first. */
    List<Run> openRuns() throws CatalogException;

    /** Journal of one run, in order. */
    List<JournalEntry> journal(RunId id) throws CatalogException;

    Optional<StoredBackup> backup(BackupId id) throws CatalogException;

    /**
     * Newest first, in the order in which they were taken: one that was taken back from a lost catalog is older than its
     * number tells. Without bodies.
     */
    List<Backup> backups(BackupQuery query) throws CatalogException;

    /**
     * The usable backups with the lowest numbers above this one, in the order of their numbers: for who goes through all of them,
     * however many there are. Without bodies.
     */
    List<Backup> usable(long above, int limit) throws CatalogException;

    /**
     * Backups of a profile that began at this instant or later, to the millisecond and in whatever state; in the order in which
     * they were taken, the oldest first. Without bodies.
     *
     * @param after only what follows this one in the order of the answer
     */
    List<Backup> begunSince(Instant instant, String profile, Optional<BackupId> after, int limit)
            throws CatalogException;

    /** Generations of a profile that a usable backup is in. */
    Set<Integer> occupiedGenerations(String profile) throws CatalogException;

    /**
     * The usable backups of a profile besides the newest ones, without those that are held; oldest first. Without bodies. Costs
     * grow with the answer and with the number of the newest.
     *
     * @param newest this many of the usable ones are none of them, 0 and up; held ones count among them
     * @param after only what follows this one in the order of the answer
     */
    List<Backup> beyond(int newest, String profile, Optional<BackupId> after, int limit) throws CatalogException;

    /**
     * The usable backups of a profile that show an instant before this one, to the millisecond, without those that are held;
     * the oldest instant first. Without bodies. One without a point in time counts as showing when its run began.
     *
     * @param after only what follows this one in the order of the answer
     */
    List<Backup> showingBefore(Instant instant, String profile, Optional<BackupId> after, int limit)
            throws CatalogException;

    /** The backup that a copy group belongs or belonged to. */
    Optional<BackupId> backupOfGroup(String group) throws CatalogException;

    /**
     * Which of these targets hold usable backups of other profiles, and for each those of the highest numbers, these first.
     * Costs grow with the targets asked for, not with what is stored.
     *
     * @param profile whose own backups do not count
     * @param mostOfEach at most so many for one target
     */
    List<TargetUse> usedByOthers(Collection<CopyTarget> targets, String profile, int mostOfEach)
            throws CatalogException;

    /**
     * The newest COMPLETE backup of a system that can be restored as it is; with {@code verified}, the newest that also
     * passed a try-out. Fuzzy copies, undo copies and what failed a try-out do not count.
     */
    Optional<Backup> lastGood(String system, boolean verified) throws CatalogException;

    /** All that could be the answer to {@link #lastGood} without a try-out, newest first. Without bodies. */
    List<Backup> good(String system, int limit) throws CatalogException;

    Optional<Evidence> evidence(BackupId id) throws CatalogException;

    /** The newest run of this kind for a profile that has ended. */
    Optional<Run> lastEnded(Run.Kind kind, String system, String profile) throws CatalogException;

    /** The runs of this kind for a profile that have ended and have lower numbers than this one, newest first. */
    List<Run> ended(Run.Kind kind, String system, String profile, RunId below, int limit) throws CatalogException;

    /** Backups of a system that are not COMPLETE but of which storage may hold something, oldest first. */
    List<BackupId> leftovers(String system) throws CatalogException;

    /** The order of this name, whether anything of it is left or not. */
    Optional<StoredOrder> order(String name) throws CatalogException;

    /** Orders of which blades may still have something, oldest run first. */
    List<StoredOrder> ordersThatRemain() throws CatalogException;

    /** The last recorded setup of a profile. */
    Optional<StoredSetup> setup(String profile) throws CatalogException;

    /** What is numbered. */
    enum Counter {
        RUN,
        BACKUP
    }
}
