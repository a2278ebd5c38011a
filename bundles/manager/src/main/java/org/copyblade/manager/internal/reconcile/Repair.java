package org.copyblade.manager.internal.reconcile;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.copyblade.api.Backup;
import org.copyblade.api.BackupId;
import org.copyblade.api.CopybladeException;
import org.copyblade.api.Outcome;
import org.copyblade.api.Run;
import org.copyblade.api.RunId;
import org.copyblade.catalog.CatalogException;
import org.copyblade.manager.internal.copies.BackupInProgress;
import org.copyblade.manager.internal.copies.CopyDoubt;
import org.copyblade.manager.internal.copies.GroupRecord;
import org.copyblade.manager.internal.run.Failure;
import org.copyblade.manager.internal.run.Locks;
import org.copyblade.manager.internal.run.RunDesk;
import org.copyblade.manager.internal.withdraw.GivingUp;

/**
 * Puts right what a reconciliation has found. A leftover is withdrawn by a run, as a deletion is one: under the lock of its
 * system, after the recovery control has forgotten it, and taken up again after a crash. Used by one thread.
 */
final class Repair {

    private static final Duration LOOK = Duration.ofSeconds(1);

    private final Reconciler.Parts parts;
    private final RunDesk desk;
    private final Reconciler.Deletion deletion;
    private final String holder;

    /**
     * For one reconciliation.
     *
     * @param holder who takes the locks of backups; no two at work have the same
     */
    Repair(Reconciler.Parts parts, RunDesk desk, Reconciler.Deletion deletion, String holder) {
        this.parts = parts;
        this.desk = desk;
        this.deletion = deletion;
        this.holder = holder;
    }

    /**
     * Withdraws all that is left of one backup.
     *
     * @param seen copy groups that are there, whatever the catalog says of them
     * @return why it could not; empty: it is withdrawn
     */
    Optional<String> withdraw(BackupId id, Set<String> seen) {
        try {
            noteThatTheyExist(id, seen);
            return unlessComplete(ended(deletion.start(id)));
        } catch (Failure | CopybladeException e) {
            return Optional.of(e.getMessage());
        }
    }

    /** What was withdrawn once may have come about afterwards; the run withdraws what may exist. */
    private void noteThatTheyExist(BackupId id, Set<String> seen) throws Failure {
        Locks.Held lock = GivingUp.lock(parts.engine(), id, holder);
        try {
            BackupInProgress backup = parts.backups().load(id);
            List<GroupRecord> gone = backup.body().groups().stream()
                    .filter(group -> group.state() == GroupRecord.State.WITHDRAWN && seen.contains(group.group()))
                    .toList();
            gone.forEach(group -> backup.group(group.with(GroupRecord.State.ESTABLISHING)));
            if (!gone.isEmpty()) {
                save(backup);
            }
        } finally {
            lock.close();
        }
    }

    /** A backup whose storage was away, not gone: usable again once all of its groups are there. */
    void found(BackupId id) throws Failure {
        for (GroupRecord group : parts.backups().load(id).body().groups()) {
            if (parts.engine()
                    .groups()
                    .query(group)
                    .fold(new CopyDoubt(group.group()))
                    .isPresent()) {
                return;
            }
        }
        become(id, Backup.State.LOST, Backup.State.COMPLETE, "");
    }

    /** A backup whose storage does not have it any more. */
    void lost(BackupId id, String why) throws Failure {
        become(id, Backup.State.COMPLETE, Backup.State.LOST, why);
    }

    /** Under its lock and only if it is still what it was: meanwhile somebody may have deleted, held or overwritten it. */
    private void become(BackupId id, Backup.State from, Backup.State to, String reason) throws Failure {
        Locks.Held lock = GivingUp.lock(parts.engine(), id, holder);
        try {
            BackupInProgress backup = parts.backups().load(id);
            if (backup.backup().state() == from && !parts.inUse().get().contains(id)) {
                backup.state(to, reason);
                save(backup);
            }
        } finally {
            lock.close();
        }
    }

    private void save(BackupInProgress backup) throws Failure {
        try {
            parts.engine().catalog().commit(List.of(backup.saved()));
        } catch (CatalogException e) {
            throw Failure.of(e);
        }
    }

    private Run ended(RunId id) throws CopybladeException {
        try {
            Run run = desk.get(id);
            while (run.outcome().isEmpty() && isUnderWay(id)) {
                run = desk.await(run, LOOK);
            }
            return desk.get(id);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return desk.get(id);
        }
    }

    /** One that a stop of the manager has broken off has no outcome, and is over all the same. */
    private boolean isUnderWay(RunId id) {
        return desk.active().stream().anyMatch(run -> run.id().equals(id));
    }

    private static Optional<String> unlessComplete(Run run) {
        boolean complete = run.outcome().filter(Outcome.COMPLETE::equals).isPresent();
        return complete ? Optional.empty() : Optional.of("run " + run.id() + ": " + run.message());
    }
}
