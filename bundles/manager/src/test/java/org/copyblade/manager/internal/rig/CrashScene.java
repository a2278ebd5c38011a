package org.copyblade.manager.internal.rig;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.copyblade.api.Backup;
import org.copyblade.api.BackupQuery;
import org.copyblade.api.CopybladeException;
import org.copyblade.api.Outcome;
import org.copyblade.api.Run;
import org.copyblade.blade.memory.Behaviour;

/**
 * A piece of work during which a manager is killed, and what there was before it. Before it the system has committed
 * {@value #COMMITS} records, backups were taken, and {@value #COMMITS_AFTER} more records were committed.
 *
 * @param behaviours of the storages, each with a blade of its own
 * @param options of the profile
 * @param backups how many were taken before
 * @param preparation done after the last commit, by a manager that nobody kills
 * @param work of the manager that is killed
 * @param mayEndAt the records that the system may have once all is settled
 */
public record CrashScene(
        List<Behaviour> behaviours,
        Map<String, String> options,
        int backups,
        Work preparation,
        Work work,
        Set<Long> mayEndAt) {

    /** The last record in the backups. */
    public static final long COMMITS = 10;

    /** Records that no backup has. */
    public static final long COMMITS_AFTER = 7;

    /** What is done with a manager; work begins a run and does not wait for it. */
    public interface Work {
        void with(ManagerRig rig) throws CopybladeException, InterruptedException;
    }

    /** A scene with one backup, and work that leaves the system's data alone. */
    public static CrashScene of(Behaviour behaviour, Work work) {
        return of(List.of(behaviour), work);
    }

    /** The same over several storages. */
    public static CrashScene of(List<Behaviour> behaviours, Work work) {
        return new CrashScene(behaviours, Map.of(), 1, rig -> {}, work, Set.of(COMMITS + COMMITS_AFTER));
    }

    public CrashScene withBackups(int count) {
        return new CrashScene(behaviours, options, count, preparation, work, mayEndAt);
    }

    public CrashScene with(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(options);
        all.putAll(more);
        return new CrashScene(behaviours, Map.copyOf(all), backups, preparation, work, mayEndAt);
    }

    public CrashScene after(Work done) {
        return new CrashScene(behaviours, options, backups, done, work, mayEndAt);
    }

    /** The same with work that brings the system back to its backups, or leaves it where it is. */
    public CrashScene thatRestores() {
        return new CrashScene(
                behaviours, options, backups, preparation, work, Set.of(COMMITS, COMMITS + COMMITS_AFTER));
    }

    /** A rig where the work can begin; its manager is still there. */
    public ManagerRig ready() throws CopybladeException, InterruptedException {
        ManagerRig rig = new ManagerRig(behaviours);
        rig.options.putAll(options);
        commit(rig, COMMITS);
        for (int i = 0; i < backups; i++) {
            complete(rig.backUp(Map.of()));
        }
        commit(rig, COMMITS_AFTER);
        preparation.with(rig);
        return rig;
    }

    private static void commit(ManagerRig rig, long records) {
        for (long i = 0; i < records; i++) {
            rig.server.commit();
        }
    }

    /** The run, which must be COMPLETE. */
    public static Run complete(Run run) {
        if (run.outcome().filter(Outcome.COMPLETE::equals).isEmpty()) {
            throw new AssertionError("not COMPLETE but " + run.outcome() + ": " + run.message());
        }
        return run;
    }

    /** The backups of the profile, without undo copies, newest first. */
    public static List<Backup> backupsOf(ManagerRig rig) throws CopybladeException {
        return rig.backups().list(BackupQuery.NEWEST).stream()
                .filter(backup -> backup.profile().equals(ManagerRig.SYSTEM))
                .toList();
    }
}
