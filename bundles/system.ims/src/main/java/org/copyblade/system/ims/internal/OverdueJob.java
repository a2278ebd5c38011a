package org.copyblade.system.ims.internal;

import java.time.Duration;
import org.copyblade.system.spi.SystemException;
import org.copyblade.zosmf.Completion;
import org.copyblade.zosmf.Job;
import org.copyblade.zosmf.Jobs;
import org.copyblade.zosmf.Pace;
import org.copyblade.zosmf.ZosmfCall;
import org.copyblade.zosmf.ZosmfException;
import org.copyblade.zosmf.ZosmfException.Reason;

/**
 * A job that nobody waits for any longer. It is ended, so that it does not run when what it says is not true any more: one
 * that waits for an initiator may tell the RECON of a copy that is gone by then. Not for several threads.
 */
final class OverdueJob {

    /** Nobody wants the call any more that it was for, so ending it has a time of its own. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Jobs jobs;
    private final Job job;

    OverdueJob(Jobs jobs, Job job) {
        this.jobs = jobs;
        this.job = job;
    }

    /**
     * Cancels it, reads what it has printed, and purges it.
     *
     * @param why it is not waited for
     * @return that, and what became of the job
     */
    SystemException called(String doing, ZosmfException why) {
        // A request of a thread that is interrupted is not even sent.
        boolean interrupted = Thread.interrupted();
        try {
            return ended(doing, why);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private SystemException ended(String doing, ZosmfException why) {
        ZosmfCall call = ZosmfCall.within(PATIENCE);
        String refusal = "";
        try {
            jobs.cancel(job.ref(), call);
        } catch (ZosmfException e) {
            // It may have ended just before, which it is asked next.
            refusal = ", and the cancel was not answered as it should: " + e.getMessage();
        }
        try {
            Job last = refusal.isEmpty() ? jobs.await(job.ref(), Pace.QUICK, call) : jobs.status(job.ref(), call);
            if (!last.ended()) {
                return runsYet(doing, why, refusal);
            }
            String message = Spool.lastMessage(Spool.printed(jobs, last, call));
            jobs.purge(last.ref(), call);
            return late(doing, why, became(last.completion().orElseThrow()) + message);
        } catch (ZosmfException e) {
            return e.reason() == Reason.GONE
                    ? late(doing, why, "it is gone now")
                    : runsYet(doing, why, refusal.isEmpty() ? ": " + e.getMessage() : refusal);
        }
    }

    private static String became(Completion end) {
        return end.kind() == Completion.Kind.CANCELED ? "it was cancelled" : "meanwhile it ended with " + end.text();
    }

    private SystemException late(String doing, ZosmfException why, String became) {
        SystemException late = ImsFault.of(doing, why);
        return why.reason() == Reason.TOO_LATE
                ? new SystemException(
                        late.code(),
                        late.getMessage().strip() + "; " + became,
                        "is there an initiator for the class of 'job.card', or is the RECON in use? else raise"
                                + " 'job.timeout.s'",
                        late.recovery())
                : new SystemException(
                        late.code(), late.getMessage().strip() + "; " + became, late.hint(), late.recovery());
    }

    private SystemException runsYet(String doing, ZosmfException why, String besides) {
        return ImsFault.JOB.error(
                "cannot " + doing + ": " + why.getMessage().strip()
                        + "; it may run yet, for it is not known to have ended" + besides,
                "cancel job " + job.name() + " " + job.id() + " by hand, before it changes the RECON");
    }
}
