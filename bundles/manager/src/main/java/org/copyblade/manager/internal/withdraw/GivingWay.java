package org.copyblade.manager.internal.withdraw;

import java.util.Optional;
import java.util.Set;
import org.copyblade.api.BackupId;
import org.copyblade.api.Finding;
import org.copyblade.manager.internal.copies.BackupInProgress;
import org.copyblade.manager.internal.plan.Planner;
import org.copyblade.manager.internal.run.Failure;
import org.copyblade.manager.internal.run.RunContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The backup whose generation is given to a new one. Its copies are withdrawn before the new ones are prepared; those that new
 * ones go on from end while these are prepared, and are settled after that. For one run.
 */
public final class GivingWay {

    private static final Logger LOG = LoggerFactory.getLogger(GivingWay.class);

    private final Withdrawal withdrawal;
    private final Optional<BackupId> old;
    private final Set<String> goneOnFrom;
    private boolean madeWay;

    public GivingWay(Withdrawal withdrawal, Planner.Planned planned) {
        this.withdrawal = withdrawal;
        this.old = planned.choice().overwrites().map(backup -> backup.id());
        this.goneOnFrom = planned.goneOnFrom();
    }

    /**
     * Before anything new is prepared. What nobody can see today, on a disk that was replaced perhaps, stays a leftover: no later
     * backup would get past it.
     */
    public void makeWay(RunContext run) throws Failure {
        if (old.isEmpty()) {
            return;
        }
        BackupInProgress backup = withdrawal.load(old.orElseThrow());
        try {
            withdrawal.withdrawBut(goneOnFrom, run, backup);
        } catch (Failure e) {
            if (!e.isLasting() || !withdrawal.isOutOfSight(backup, goneOnFrom)) {
                throw e;
            }
            LOG.warn(
                    "what is left of backup {}, which gives way, is out of sight: {}",
                    old.orElseThrow(),
                    e.getMessage());
            run.found(new Finding(
                    0,
                    Finding.Severity.WARNING,
                    old.orElseThrow().toString(),
                    "has given way, and its copies are left, because nobody can see them: " + e.getMessage(),
                    e.hint()));
        }
        madeWay = true;
    }

    /**
     * After the new copies are prepared or given up: nothing of the old ones is left then. May be repeated. What could not make
     * way is left as it is, for the recovery control may still name it.
     */
    public void settle(RunContext run) {
        if (goneOnFrom.isEmpty() || !madeWay) {
            return;
        }
        try {
            withdrawal.withdrawTakenOver(run, withdrawal.load(old.orElseThrow()));
        } catch (Failure e) {
            // The new copies do not depend on it; what is given up and left is withdrawn after every backup.
            LOG.warn(
                    "what is left of backup {}, which was gone on from, could not be withdrawn yet: {}",
                    old.orElseThrow(),
                    e.getMessage());
        }
    }
}
