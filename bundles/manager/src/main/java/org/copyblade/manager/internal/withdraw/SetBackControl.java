package org.copyblade.manager.internal.withdraw;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.copyblade.api.Backup;
import org.copyblade.api.BackupId;
import org.copyblade.api.Finding;
import org.copyblade.api.Outcome;
import org.copyblade.api.Run;
import org.copyblade.catalog.Catalog;
import org.copyblade.catalog.CatalogException;
import org.copyblade.catalog.Change;
import org.copyblade.catalog.JournalEntry;
import org.copyblade.manager.internal.copies.BackupInProgress;
import org.copyblade.manager.internal.copies.Engine;
import org.copyblade.manager.internal.copies.RestoreHistory;
import org.copyblade.manager.internal.plan.Check;
import org.copyblade.manager.internal.run.Failure;
import org.copyblade.manager.internal.run.RunContext;
import org.copyblade.system.spi.Registrar;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the recovery control of a system that was restored in line with the catalog: a restore brings back the one of its
 * time, which names copies that were withdrawn since, and does not know of the copies restored, for it was told of them after
 * they were made. Copies that are newer than those are not told: their data is of a history that the restore has left, and
 * nothing must be recovered from them by the logs of this one. May be repeated; safe for many threads.
 */
public final class SetBackControl {

    /** Journal step of a restore: the recovery control may be out of line from its intent to its outcome. */
    static final String IN_LINE = "recovery-control";

    private static final Logger LOG = LoggerFactory.getLogger(SetBackControl.class);
    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final int LOOK_BACK = 1_000;

    private final Engine engine;
    private final Registering registering;
    private final Withdrawal backups;

    public SetBackControl(Engine engine, Withdrawal backups) {
        this.engine = engine;
        this.registering = new Registering(engine);
        this.backups = backups;
    }

    /** After a restore; the system runs already, and what fails is noted with the run. */
    public void afterRestore(RunContext run, BackupInProgress restored) {
        try {
            if (!canBeTold(run)) {
                return;
            }
            Set<BackupId> gone = takenBackSince(restored.backup());
            if (!gone.isEmpty() || isToBeTold(restored)) {
                run.commit(List.of(run.intent(
                        IN_LINE,
                        restored.backup().system(),
                        restored.backup().id().value())));
                bringInLine(run, run.run(), restored, gone);
            }
        } catch (Failure | CatalogException | RuntimeException e) {
            note(run, restored.backup(), e.getMessage());
        }
    }

    /** In any later run: goes on with what the last restore of its system could not do. */
    public void goOn(RunContext run) {
        try {
            Optional<Run> restore = canBeTold(run) ? lastRestore(run.run().system()) : Optional.empty();
            if (restore.isEmpty() || !isOpen(restore.orElseThrow())) {
                return;
            }
            BackupInProgress restored =
                    backups.load(restore.orElseThrow().backup().orElseThrow());
            try {
                bringInLine(run, restore.orElseThrow(), restored, takenBackSince(restored.backup()));
            } catch (Failure e) {
                note(run, restored.backup(), e.getMessage());
            }
        } catch (Failure | CatalogException e) {
            LOG.error(
                    "whether {} was set back cannot be looked up: {}", run.run().system(), e.getMessage());
        }
    }

    /** One that fails does not keep the others; the intent stays open until all have been settled. */
    private void bringInLine(RunContext run, Run restore, BackupInProgress restored, Set<BackupId> gone)
            throws Failure {
        run.message("bringing the recovery control of " + run.run().system() + " in line with the catalog");
        long end = System.nanoTime() + LIMIT.toNanos();
        boolean done = true;
        for (BackupId id : gone) {
            BackupInProgress backup = backups.load(id);
            try {
                registering.forgetAgain(run, backup, left(end));
            } catch (Failure e) {
                done = false;
                note(run, backup.backup(), e.getMessage());
            }
        }
        try {
            if (isToBeTold(restored)) {
                registering.registerAgain(run, restored, left(end));
            }
        } catch (Failure e) {
            done = false;
            note(run, restored.backup(), e.getMessage());
        }
        if (done) {
            JournalEntry over = new JournalEntry(
                    restore.id(),
                    run.now(),
                    JournalEntry.Kind.OUTCOME,
                    IN_LINE,
                    run.run().system(),
                    "");
            run.commit(List.of(new Change.Append(over)));
        }
    }

    /** Most systems have no recovery control: nothing is read for them. */
    private boolean canBeTold(RunContext run) throws Failure {
        return engine.systems().can(run.run().system(), Registrar.class);
    }

    private static Duration left(long end) {
        return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
    }

    private boolean isToBeTold(BackupInProgress restored) throws Failure {
        return restored.backup().state() == Backup.State.COMPLETE && registering.wasTold(restored);
    }

    private void note(RunContext run, Backup backup, String why) {
        LOG.error("the recovery control of {} is not in line: {}", backup.system(), why);
        run.found(new Finding(
                Check.SYSTEM_SAYS.number(),
                Finding.Severity.WARNING,
                backup.id().value(),
                "is " + backup.state() + ", but the recovery control that came back with the restore of "
                        + backup.system() + " may say otherwise: " + why,
                "put right what is wrong, then run slb:backup: the next backup of " + backup.system()
                        + " tries again before it copies anything"));
    }

    /** Backups that were given up and taken back since a copy was made: what it holds may still name them. */
    private Set<BackupId> takenBackSince(Backup restored) throws CatalogException, Failure {
        Set<BackupId> gone = new LinkedHashSet<>();
        for (Run run : runsSince(restored.system(), restored.startedAt())) {
            for (JournalEntry entry : engine.catalog().journal(run.id())) {
                if (entry.kind() == JournalEntry.Kind.INTENT && entry.step().equals(Registering.DEREGISTER)) {
                    BackupId id = new BackupId(entry.data());
                    Backup taken = backups.load(id).backup();
                    if (Withdrawal.isGivenUp(taken.state()) && taken.startedAt().isBefore(restored.startedAt())) {
                        gone.add(id);
                    }
                }
            }
        }
        return gone;
    }

    /** The runs of a system that had not ended at an instant. All of one system, they have ended in the order of their ids. */
    private List<Run> runsSince(String system, Instant instant) throws CatalogException {
        Catalog catalog = engine.catalog();
        for (int limit = LOOK_BACK; ; limit *= 10) {
            List<Run> all = catalog.runs(system, limit);
            List<Run> since = new ArrayList<>();
            for (Run run : all) {
                if (run.endedAt().filter(ended -> ended.isBefore(instant)).isPresent()) {
                    return since;
                }
                since.add(run);
            }
            if (all.size() < limit) {
                return since;
            }
        }
    }

    private Optional<Run> lastRestore(String system) throws CatalogException {
        return new RestoreHistory(engine.catalog()).newest(system, run -> run.outcome()
                .filter(Outcome.COMPLETE::equals)
                .isPresent());
    }

    private boolean isOpen(Run restore) throws CatalogException {
        boolean open = false;
        for (JournalEntry entry : engine.catalog().journal(restore.id())) {
            if (entry.step().equals(IN_LINE)) {
                open = entry.kind() == JournalEntry.Kind.INTENT;
            }
        }
        return open;
    }
}
