package org.copyblade.manager.internal.copies;

import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.copyblade.api.Phase;
import org.copyblade.catalog.CatalogException;
import org.copyblade.catalog.Change;
import org.copyblade.catalog.JournalEntry;
import org.copyblade.manager.internal.run.Failure;
import org.copyblade.manager.internal.run.RunContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The step of the journal from whose intent to whose outcome the data of a system may be overwritten in part. */
public final class CopyBackIntent {

    private static final String STEP = "copy-back";
    private static final Logger LOG = LoggerFactory.getLogger(CopyBackIntent.class);

    private final Engine engine;
    private final String system;

    public CopyBackIntent(Engine engine, String system) {
        this.engine = engine;
        this.system = system;
    }

    /** To copy this backup back. */
    public Change write(RunContext run, String backup) {
        return run.intent(STEP, system, backup);
    }

    /** All of it is restored. */
    public Change fulfilled(RunContext run) {
        return run.outcome(STEP, system, "");
    }

    /**
     * Takes the intent back; to be done before anybody may start the system again, for the next start of the manager goes on
     * with an intent, over whatever the system has written since. Tried until the catalog has taken it, or is known not to have
     * taken the intent.
     *
     * @throws Failure if the manager stops before: its next start goes on with the restore
     */
    public void takeBack(RunContext run) throws Failure {
        if (run.run().phase() != Phase.RESTORE) {
            return;
        }
        while (!isTakenBack(run)) {
            if (run.stopping()) {
                throw Failure.stopping("it is not known that nothing was copied back")
                        .leftOpen();
            }
            LockSupport.parkNanos(engine.waits().look().toNanos());
        }
    }

    private boolean isTakenBack(RunContext run) {
        try {
            run.commit(List.of(run.outcome(STEP, system, "taken back")));
            return true;
        } catch (Failure e) {
            LOG.error(
                    "{} stays down until it can be written down that nothing was copied back: {}",
                    system,
                    e.getMessage());
            run.message(system + " stays down until it can be written down that nothing was copied back: "
                    + e.getMessage());
        }
        try {
            return !mayHaveOverwritten(engine.catalog().journal(run.id()));
        } catch (CatalogException e) {
            return false;
        }
    }

    /** Whether a run with this journal has begun to overwrite something, and neither taken that back nor restored all of it. */
    public static boolean mayHaveOverwritten(List<JournalEntry> journal) {
        List<JournalEntry.Kind> told = journal.stream()
                .filter(entry -> entry.step().equals(STEP))
                .map(JournalEntry::kind)
                .toList();
        return told.contains(JournalEntry.Kind.INTENT) && !told.contains(JournalEntry.Kind.OUTCOME);
    }
}
