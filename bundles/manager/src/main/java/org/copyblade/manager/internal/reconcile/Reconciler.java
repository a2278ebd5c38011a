package org.copyblade.manager.internal.reconcile;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.copyblade.api.BackupId;
import org.copyblade.api.CopybladeException;
import org.copyblade.api.ErrorCode;
import org.copyblade.api.Reconciliation;
import org.copyblade.api.RunId;
import org.copyblade.catalog.CatalogException;
import org.copyblade.manager.internal.blade.BladeCalls;
import org.copyblade.manager.internal.copies.Engine;
import org.copyblade.manager.internal.extract.OrderWithdrawal;
import org.copyblade.manager.internal.profile.ProfileSource;
import org.copyblade.manager.internal.run.Failure;
import org.copyblade.manager.internal.run.Locks;
import org.copyblade.manager.internal.run.RunDesk;
import org.copyblade.manager.internal.withdraw.Withdrawal;

/** Compares catalog and storage, both ways, and puts right what it can explain. Safe for many threads; one at a time repairs. */
public final class Reconciler {

    private final Parts parts;
    private final RunDesk desk;
    private final Deletion deletion;
    private final AtomicLong repairs = new AtomicLong();

    /** What every reconciliation works with. */
    record Parts(
            Engine engine,
            BladeCalls blades,
            ProfileSource profiles,
            Withdrawal backups,
            OrderWithdrawal orders,
            Supplier<Set<BackupId>> inUse) {}

    /** Begins to delete a backup. */
    @FunctionalInterface
    public interface Deletion {
        RunId start(BackupId id) throws CopybladeException;
    }

    public Reconciler(
            Engine engine,
            BladeCalls blades,
            ProfileSource profiles,
            Withdrawal backups,
            OrderWithdrawal orders,
            RunDesk desk,
            Deletion deletion,
            Supplier<Set<BackupId>> inUse) {
        this.parts = new Parts(engine, blades, profiles, backups, orders, inUse);
        this.desk = desk;
        this.deletion = deletion;
    }

    /**
     * Compares, and repairs if asked to.
     *
     * @throws CopybladeException SYSTEM_BUSY if another one repairs
     */
    public Reconciliation.Report reconcile(boolean repair) throws CopybladeException {
        if (!repair) {
            return compare(Optional.empty());
        }
        String holder = "reconciliation " + repairs.incrementAndGet();
        Locks.Held lock = parts.engine()
                .locks()
                .take(Set.of("reconciliation"), holder, Duration.ZERO)
                .orElseThrow(() -> new CopybladeException(
                        ErrorCode.SYSTEM_BUSY, "another reconciliation repairs; run slb:reconcile --repair after it"));
        try {
            return compare(Optional.of(new Repair(parts, desk, deletion, holder)));
        } finally {
            lock.close();
        }
    }

    private Reconciliation.Report compare(Optional<Repair> repair) throws CopybladeException {
        try {
            return new Reconciliation.Report(new Comparison(parts, repair).items(), repair.isPresent());
        } catch (CatalogException e) {
            throw Failure.of(e).asError();
        } catch (Failure e) {
            throw e.asError();
        }
    }
}
