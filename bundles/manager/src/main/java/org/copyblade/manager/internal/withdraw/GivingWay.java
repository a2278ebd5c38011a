package org.copyblade.manager.internal.withdraw;

import java.util.Optional;
import java.util.Set;
import org.copyblade.api.BackupId;
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

    /** Before anything new is prepared. */
    public void makeWay(RunContext run) throws Failure {
        if (old.isPresent()) {
            withdrawal.withdrawBut(goneOnFrom, run, withdrawal.load(old.orElseThrow()));
            madeWay = true;
        }
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
