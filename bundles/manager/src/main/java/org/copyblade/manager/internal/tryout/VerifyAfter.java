package org.copyblade.manager.internal.tryout;

import java.util.List;
import org.copyblade.api.Backup;
import org.copyblade.api.BackupId;
import org.copyblade.api.Finding;
import org.copyblade.manager.internal.copies.BackupInProgress;
import org.copyblade.manager.internal.copies.Engine;
import org.copyblade.manager.internal.run.Failure;
import org.copyblade.manager.internal.run.RunContext;
import org.copyblade.manager.internal.withdraw.Withdrawal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tries a backup out in the run that has taken it. It stays COMPLETE whatever comes of that. Safe for many threads. */
public final class VerifyAfter {

    private static final Logger LOG = LoggerFactory.getLogger(VerifyAfter.class);

    private final Engine engine;
    private final Withdrawal backups;

    public VerifyAfter(Engine engine, Withdrawal backups) {
        this.engine = engine;
        this.backups = backups;
    }

    /**
     * Tries it out; one whose clone told nothing has passed as little as one that failed. Where no clone could be made the
     * backup is as good as one that nobody has tried out.
     */
    public void tryOut(BackupId id, RunContext run) throws Failure {
        TryOutRun tryOut = new TryOutRun(engine, backups, id);
        if (!found(id, run, tryOut::work) && tryOut.isCloned()) {
            noteUntried(id, run);
        }
    }

    /** The same of a backup whose manager has ended meanwhile: what was found by then counts, else it is still to be found. */
    public void settle(BackupId id, RunContext run) throws Failure {
        found(id, run, part -> {
            if (new TryOutRun(engine, backups, id).settled(part).isEmpty() && isUntried(backups.load(id))) {
                part.found(warning("the manager ended before " + id + " was tried out", "run slb:verify " + id));
            }
        });
    }

    /** Whether it passed, or is still to be tried out. */
    private static boolean found(BackupId id, RunContext run, RunContext.Part tryOut) throws Failure {
        try {
            run.within(tryOut);
            return true;
        } catch (Failure e) {
            if (e.isLeftOpen()) {
                // The clone is still there: the next start discards it.
                throw e;
            }
            // That its clone failed is recorded with the backup.
            LOG.error("backup {} is COMPLETE but trying it out failed: {}", id, e.getMessage());
            run.found(warning("trying it out failed: " + e.getMessage(), e.hint()));
            return false;
        }
    }

    private void noteUntried(BackupId id, RunContext run) {
        try {
            BackupInProgress backup = backups.load(id);
            if (isUntried(backup) && !run.cancelled()) {
                backup.verified(new Backup.Verification(run.now(), false));
                run.commit(List.of(backup.saved()));
            }
        } catch (Failure e) {
            LOG.error("that backup {} was not tried out cannot be written down: {}", id, e.getMessage());
        }
    }

    private static boolean isUntried(BackupInProgress backup) {
        return backup.backup().verified().isEmpty();
    }

    private static Finding warning(String text, String hint) {
        return new Finding(0, Finding.Severity.WARNING, "verify.after", text, hint);
    }
}
