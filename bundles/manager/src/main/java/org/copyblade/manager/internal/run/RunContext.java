package org.copyblade.manager.internal.run;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.copyblade.api.BackupId;
import org.copyblade.api.Finding;
import org.copyblade.api.Phase;
import org.copyblade.api.Run;
import org.copyblade.api.RunId;
import org.copyblade.catalog.Catalog;
import org.copyblade.catalog.CatalogException;
import org.copyblade.catalog.Change;
import org.copyblade.catalog.JournalEntry;

/**
 * One run as its worker sees it: where it is, what it writes down, whether it is to stop.
 *
 * <p>The worker's thread changes it, all others read it.
 */
public final class RunContext {

    private final Catalog catalog;
    private final Clock clock;
    private final Runnable changed;
    private volatile Run run;
    private volatile boolean cancelled;
    private volatile boolean stopping;
    private boolean pinned;

    RunContext(Run run, Catalog catalog, Clock clock, Runnable changed) {
        this.run = run;
        this.catalog = catalog;
        this.clock = clock;
        this.changed = changed;
    }

    public RunId id() {
        return run.id();
    }

    /** The run as it is now. */
    public Run run() {
        return run;
    }

    /** Never before the run began, also where the clock went back: what seems to is taken for that of a lost catalog. */
    public Instant now() {
        Instant now = clock.instant();
        return now.isBefore(run.startedAt()) ? run.startedAt() : now;
    }

    /** Whether somebody asked the run to stop. */
    public boolean cancelled() {
        return cancelled;
    }

    void cancel() {
        cancelled = true;
    }

    /** Whether the manager is stopping: what cannot be finished now is left to its next start. */
    public boolean stopping() {
        return stopping;
    }

    void stop() {
        stopping = true;
        cancelled = true;
    }

    /** Ends the run here if somebody asked it to stop. */
    public void stopIfCancelled() throws Failure {
        if (cancelled) {
            throw Failure.cancelled();
        }
    }

    /** Goes to a phase, durably. */
    public void enter(Phase phase, String message) throws Failure {
        show(phase, message);
        commit(List.of());
    }

    /**
     * Does a part of the work that has phases of its own while this run stays in its phase and with its backup: of the part are
     * shown its messages, and what it comes upon by {@link #found}.
     */
    public void within(Part part) throws Failure {
        boolean before = pinned;
        pinned = true;
        try {
            part.work(this);
        } finally {
            pinned = before;
        }
    }

    /** A part of the work of a run. */
    @FunctionalInterface
    public interface Part {
        void work(RunContext run) throws Failure;
    }

    /** Goes to a phase in memory only: for the window, where nothing may wait for a disk. */
    public void show(Phase phase, String message) {
        if (pinned) {
            message(message);
            return;
        }
        if (!PhaseTable.allows(run.kind(), run.phase(), phase)) {
            throw new IllegalStateException("a " + run.kind() + " cannot go from " + run.phase() + " to " + phase);
        }
        update(with(phase, 0, message, run.backup(), run.findings()));
    }

    /** Shows progress of the present phase, 0 to 100; not durable. */
    public void percent(int percent) {
        if (percent != run.percent()) {
            update(with(run.phase(), Math.max(0, Math.min(100, percent)), run.message(), run.backup(), run.findings()));
        }
    }

    /** Shows what the run is doing; not durable. */
    public void message(String message) {
        update(with(run.phase(), run.percent(), message, run.backup(), run.findings()));
    }

    /** Notes the backup that the run takes, restores or checks. */
    public void backup(BackupId backup) {
        if (pinned) {
            return;
        }
        update(with(run.phase(), run.percent(), run.message(), Optional.of(backup), run.findings()));
    }

    /** Notes what checks found. */
    public void findings(List<Finding> findings) {
        if (pinned) {
            return;
        }
        update(with(run.phase(), run.percent(), run.message(), run.backup(), findings));
    }

    /** Notes one thing more that was found, also by a part of the work: what somebody has to look after must not get lost. */
    public void found(Finding finding) {
        List<Finding> all = new ArrayList<>(run.findings());
        all.add(finding);
        update(with(run.phase(), run.percent(), run.message(), run.backup(), all));
    }

    /** Makes changes durable together with the run as it is now. */
    public void commit(List<Change> changes) throws Failure {
        List<Change> all = new ArrayList<>(changes.size() + 1);
        all.add(new Change.SaveRun(run));
        all.addAll(changes);
        try {
            catalog.commit(all);
        } catch (CatalogException e) {
            throw Failure.of(e);
        }
    }

    /** A journal line: what is about to be done. */
    public Change intent(String step, String subject, String data) {
        return new Change.Append(new JournalEntry(run.id(), now(), JournalEntry.Kind.INTENT, step, subject, data));
    }

    /** A journal line: how it ended. */
    public Change outcome(String step, String subject, String data) {
        return new Change.Append(new JournalEntry(run.id(), now(), JournalEntry.Kind.OUTCOME, step, subject, data));
    }

    void update(Run next) {
        run = next;
        changed.run();
    }

    private Run with(Phase phase, int percent, String message, Optional<BackupId> backup, List<Finding> findings) {
        return new Run(
                run.id(),
                run.kind(),
                run.system(),
                run.profile(),
                backup,
                phase,
                run.outcome(),
                percent,
                run.startedAt(),
                run.endedAt(),
                message,
                run.hint(),
                findings);
    }
}
