package org.copyblade.manager.internal.restore;

import java.util.List;
import java.util.Optional;
import org.copyblade.api.Backup;
import org.copyblade.api.BackupId;
import org.copyblade.api.CopybladeException;
import org.copyblade.api.Phase;
import org.copyblade.catalog.CatalogException;
import org.copyblade.manager.internal.copies.BackupInProgress;
import org.copyblade.manager.internal.copies.SecureGroups;
import org.copyblade.manager.internal.run.Failure;
import org.copyblade.manager.internal.run.RunContext;
import org.copyblade.manager.internal.run.Worker;
import org.copyblade.manager.internal.withdraw.GivingUp;
import org.copyblade.manager.internal.withdraw.Withdrawal;

/** Withdraws the copies of one backup. May be repeated; after a crash it is simply done again. */
final class DeleteRun implements Worker {

    private final Withdrawal withdrawal;
    private final GivingUp givingUp;
    private final SecureGroups secure;
    private final Protection protection;
    private final BackupId id;

    /** Says why a backup may not be deleted. */
    @FunctionalInterface
    interface Protection {
        Optional<CopybladeException> of(Backup backup) throws CatalogException;
    }

    DeleteRun(Withdrawal withdrawal, GivingUp givingUp, SecureGroups secure, Protection protection, BackupId id) {
        this.withdrawal = withdrawal;
        this.givingUp = givingUp;
        this.secure = secure;
        this.protection = protection;
        this.id = id;
    }

    @Override
    public String work(RunContext run) throws Failure {
        refuseIfProtected(withdrawal.load(id).backup());
        try {
            if (run.run().phase() == Phase.VALIDATE) {
                secure.refuseIfAny(withdrawal.load(id));
                run.show(Phase.WITHDRAW, "withdrawing the copies of " + id);
            }
            BackupInProgress backup =
                    givingUp.giveUp(run, id, Backup.State.DELETED, "deleted by an operator", List.of());
            withdrawal.endIfLeftBehind(run, backup);
            withdrawal.withdraw(run, backup);
        } catch (Failure e) {
            throw e.leftOpenIfStopping();
        }
        return "the copies of backup " + id + " are withdrawn";
    }

    /** Once more: other runs may have ended since the command was given. */
    private void refuseIfProtected(Backup backup) throws Failure {
        try {
            Optional<CopybladeException> why = protection.of(backup);
            if (why.isPresent()) {
                CopybladeException error = why.orElseThrow();
                throw Failure.refused(error.code(), error.getMessage(), List.of());
            }
        } catch (CatalogException e) {
            throw Failure.of(e);
        }
    }
}
