package org.copyblade.manager.internal.withdraw;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.copyblade.api.Backup;
import org.copyblade.api.BackupId;
import org.copyblade.api.CopybladeException;
import org.copyblade.api.ErrorCode;
import org.copyblade.catalog.CatalogException;
import org.copyblade.catalog.Change;
import org.copyblade.manager.internal.copies.BackupInProgress;
import org.copyblade.manager.internal.copies.Engine;
import org.copyblade.manager.internal.run.Failure;
import org.copyblade.manager.internal.run.Locks;
import org.copyblade.manager.internal.run.RunContext;
import org.copyblade.manager.internal.run.RunDesk;

/**
 * The one place where a COMPLETE backup is given up: overwritten, expired or deleted. Looks at it and writes it down under
 * its lock, so that an operator who protects it at this moment either comes first or is told that it is too late.
 */
public final class GivingUp {

    private static final Duration WAIT = Duration.ofSeconds(10);

    private final Engine engine;
    private final Withdrawal withdrawal;

    public GivingUp(Engine engine, Withdrawal withdrawal) {
        this.engine = engine;
        this.withdrawal = withdrawal;
    }

    /** Takes the lock of a backup, for as long as it takes to look at it and write it down. */
    public static Locks.Held lock(Engine engine, BackupId id, String holder) throws Failure {
        return engine.locks()
                .take(Set.of("backup " + id), holder, WAIT)
                .orElseThrow(() -> Failure.failed(ErrorCode.SYSTEM_BUSY, "somebody else works on backup " + id));
    }

    /**
     * Writes down that a backup is given up, together with other changes.
     *
     * @param state what it is from now on
     * @param others committed with it
     * @return the backup, to be withdrawn
     * @throws Failure BACKUP_PROTECTED if an operator holds it
     */
    public BackupInProgress giveUp(RunContext run, BackupId id, Backup.State state, String reason, List<Change> others)
            throws Failure {
        Locks.Held lock = lock(engine, id, RunDesk.holder(run.id()));
        try {
            BackupInProgress backup = withdrawal.load(id);
            List<Change> changes = new ArrayList<>(others);
            if (backup.backup().state() == Backup.State.COMPLETE) {
                if (backup.backup().held()) {
                    throw Failure.failed(ErrorCode.BACKUP_PROTECTED, "backup " + id + " is held");
                }
                backup.state(state, reason);
                changes.add(backup.saved());
            }
            run.commit(changes);
            return backup;
        } finally {
            lock.close();
        }
    }

    /** Why a backup may not be deleted, whoever asks; empty if it may. */
    public Optional<CopybladeException> protection(Backup backup) throws CatalogException {
        if (backup.held()) {
            return Optional.of(
                    new CopybladeException(ErrorCode.BACKUP_PROTECTED, "backup " + backup.id() + " is held"));
        }
        for (boolean verified : new boolean[] {false, true}) {
            Optional<Backup> last = engine.catalog().lastGood(backup.system(), verified);
            if (last.isPresent() && last.orElseThrow().id().equals(backup.id())) {
                return Optional.of(new CopybladeException(
                        ErrorCode.BACKUP_LAST_GOOD,
                        "backup " + backup.id() + " is the last " + (verified ? "verified" : "good") + " one of "
                                + backup.system()));
            }
        }
        return Optional.empty();
    }
}
