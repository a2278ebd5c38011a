package org.copyblade.manager.internal.extract;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.copyblade.api.Backup;
import org.copyblade.api.CopybladeException;
import org.copyblade.api.ErrorCode;
import org.copyblade.api.ExtractOrder;
import org.copyblade.api.ExtractPlan;
import org.copyblade.api.Run;
import org.copyblade.api.RunId;
import org.copyblade.catalog.JournalEntry;
import org.copyblade.manager.internal.backup.BackupService;
import org.copyblade.manager.internal.backup.SteadyLook;
import org.copyblade.manager.internal.blade.BladeCalls;
import org.copyblade.manager.internal.copies.BackupInProgress;
import org.copyblade.manager.internal.copies.Engine;
import org.copyblade.manager.internal.run.Failure;
import org.copyblade.manager.internal.run.RunDesk;
import org.copyblade.manager.internal.run.Worker;
import org.copyblade.manager.internal.withdraw.Withdrawal;

/** Plans and starts copying data sets out of backups. Safe for many threads. */
public final class ExtractService {

    private final Withdrawal withdrawal;
    private final RunDesk desk;
    private final SteadyLook looks;
    private final ExtractPlanning planning;
    private final ExtractRun runs;

    public ExtractService(
            Engine engine,
            BladeCalls blades,
            Withdrawal withdrawal,
            OrderWithdrawal orders,
            RunDesk desk,
            SteadyLook looks) {
        this.withdrawal = withdrawal;
        this.desk = desk;
        this.looks = looks;
        this.planning = new ExtractPlanning(engine);
        this.runs = new ExtractRun(engine, blades, withdrawal, orders);
    }

    /** What an order would do. */
    public ExtractPlan plan(ExtractOrder order) throws CopybladeException {
        return looks.at(order.backup(), () -> planning.plan(order, withdrawal.load(order.backup()))
                .plan());
    }

    /** Carries an order out, in a run that keeps the backup from deletion and its generation from reuse. */
    public RunId start(ExtractOrder order) throws CopybladeException {
        plan(order);
        Backup backup = load(order).backup();
        RunDesk.Order run =
                new RunDesk.Order(Run.Kind.EXTRACT, backup.system(), backup.profile(), Optional.of(backup.id()));
        Worker worker = runs.beginning(backup.id(), now -> possible(order, now));
        return desk.start(run, Set.of(BackupService.lockOf(backup.system())), worker)
                .id();
    }

    /** How one is settled that an earlier process has left open. */
    public Worker settling(Run run, List<JournalEntry> journal) {
        return runs.settling(run.backup().orElseThrow(), journal);
    }

    private BackupInProgress load(ExtractOrder order) throws CopybladeException {
        try {
            return withdrawal.load(order.backup());
        } catch (Failure e) {
            throw e.asError();
        }
    }

    /** Once more: other runs may have ended since the command was given. */
    private Extraction possible(ExtractOrder order, BackupInProgress backup) throws Failure {
        ExtractPlanning.Planned planned = planning.plan(order, backup);
        if (!planned.plan().isPossible()) {
            throw Failure.refused(
                    ErrorCode.VALIDATION_FAILED,
                    "the copies of backup " + order.backup() + " cannot be used",
                    planned.plan().findings());
        }
        return planned.extraction();
    }
}
