package org.copyblade.manager.internal.restore;

import java.util.List;
import org.copyblade.api.Backup;
import org.copyblade.api.BackupId;
import org.copyblade.api.Phase;
import org.copyblade.manager.internal.backup.BackupInProgress;
import org.copyblade.manager.internal.backup.Withdrawal;
import org.copyblade.manager.internal.run.Failure;
import org.copyblade.manager.internal.run.RunContext;
import org.copyblade.manager.internal.run.Worker;

/** Withdraws the copies of one backup. May be repeated; after a crash it is simply done again. */
final class DeleteRun implements Worker {

    private final Withdrawal withdrawal;
    private final BackupId id;
    private final Backup.State state;
    private final String reason;

    DeleteRun(Withdrawal withdrawal, BackupId id, Backup.State state, String reason) {
        this.withdrawal = withdrawal;
        this.id = id;
        this.state = state;
        this.reason = reason;
    }

    @Override
    public String work(RunContext run) throws Failure {
        BackupInProgress backup = withdrawal.load(id);
        if (backup.backup().state() == Backup.State.COMPLETE) {
            backup.state(state, reason);
        }
        if (run.run().phase() == Phase.VALIDATE) {
            run.show(Phase.WITHDRAW, "withdrawing the copies of " + id);
        }
        run.commit(List.of(backup.saved()));
        withdrawal.withdraw(run, backup);
        return "the copies of backup " + id + " are withdrawn";
    }
}
