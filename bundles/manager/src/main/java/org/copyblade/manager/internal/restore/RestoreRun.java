package org.copyblade.manager.internal.restore;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.copyblade.api.Backup;
import org.copyblade.api.BackupId;
import org.copyblade.api.ErrorCode;
import org.copyblade.api.Finding;
import org.copyblade.api.Phase;
import org.copyblade.catalog.CatalogException;
import org.copyblade.manager.internal.copies.BackupInProgress;
import org.copyblade.manager.internal.copies.CopyBackIntent;
import org.copyblade.manager.internal.copies.Engine;
import org.copyblade.manager.internal.plan.PlaceChecks;
import org.copyblade.manager.internal.run.Failure;
import org.copyblade.manager.internal.run.RunContext;
import org.copyblade.manager.internal.run.Worker;
import org.copyblade.manager.internal.withdraw.SetBackControl;
import org.copyblade.manager.internal.withdraw.Withdrawal;
import org.copyblade.system.spi.Position;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Restores one backup in place. Before the first byte is copied back a failure starts the system again; after it the system
 * stays down until a restore has gone through, and this one goes on where it stopped, also after a crash.
 */
public final class RestoreRun implements Worker {

    private static final Logger LOG = LoggerFactory.getLogger(RestoreRun.class);

    private final Engine engine;
    private final Withdrawal backups;
    private final RestorePlanning planning;
    private final SetBackControl control;
    private final BackupId id;
    private final Saving saving;
    private final Optional<Worker> save;

    /**
     * A restore.
     *
     * @param saving what is said of today's state
     * @param save takes today's state as a backup of its own; empty: this run does not
     */
    RestoreRun(
            Engine engine,
            Withdrawal backups,
            RestorePlanning planning,
            BackupId id,
            Saving saving,
            Optional<Worker> save) {
        this.engine = engine;
        this.backups = backups;
        this.planning = planning;
        this.control = new SetBackControl(engine, backups);
        this.id = id;
        this.saving = saving;
        this.save = save;
    }

    @Override
    public String work(RunContext run) throws Failure {
        BackupInProgress backup = backups.load(id);
        String system = backup.backup().system();
        validate(run, backup);
        EarlierRestore earlier = EarlierRestore.before(run.run(), engine);
        Optional<LeftBehind> left = LeftBehind.of(backups, saving, id);
        Power power = new Power(engine.systems(), system);
        CopyBack copyBack = new CopyBack(engine, power, backup);
        try {
            run.enter(Phase.STOP, "stopping " + system);
            power.stop();
            if (save.isPresent()) {
                run.enter(Phase.SAVE, "copying today's state");
                save(run, system, power, save.orElseThrow());
                requireStillPossible(backup);
            }
            run.stopIfCancelled();
            if (left.isPresent()) {
                left.orElseThrow().end(run, engine, backups, power);
                requireStillPossible(backup);
            }
            copyBack.begin(run, earlier);
        } catch (Failure e) {
            throw asItWas(run, power, copyBack, earlier, e);
        } catch (RuntimeException | Error e) {
            throw asItWas(
                    run,
                    power,
                    copyBack,
                    earlier,
                    Failure.failed(ErrorCode.RESTORE_FAILED, "an error of our own: " + e));
        }
        String done = finish(run, copyBack);
        control.afterRestore(run, backup);
        freeUsedUp(run);
        return done;
    }

    /** Done to its end, if need be by the next start of the manager. */
    private static String finish(RunContext run, CopyBack copyBack) throws Failure {
        try {
            return copyBack.finish(run);
        } catch (Failure e) {
            throw copyBack.saysWhatIsLeft(run, e).leftOpenIfStopping();
        }
    }

    /** What was used up goes as soon as its storage needs it no more; nothing of that spoils the restore. */
    private void freeUsedUp(RunContext run) {
        try {
            backups.withdrawGivenUp(run);
        } catch (RuntimeException | Error e) {
            LOG.error("what follows the restore of {} ended by an error of our own", id, e);
        }
    }

    /** A system that ran meanwhile, whoever started it, has written what the copy does not hold. */
    private static void save(RunContext run, String system, Power power, Worker save) throws Failure {
        Position before = power.stoppedAt();
        run.within(save::work);
        power.stop();
        Position after = power.stoppedAt();
        if (!after.equals(before)) {
            throw Failure.failed(
                    ErrorCode.RESTORE_FAILED,
                    system + " was started by somebody else while its state was being copied: it stopped at "
                            + before.text() + ", then at " + after.text());
        }
    }

    /** The copy of today's state is one more on the storage: what it forbids is found while nothing has been copied back. */
    private void requireStillPossible(BackupInProgress backup) throws Failure {
        Optional<Finding> error = planning.ofBlades(backup, saving).stream()
                .filter(finding -> finding.severity() == Finding.Severity.ERROR)
                .findFirst();
        if (error.isPresent()) {
            Finding found = error.orElseThrow();
            throw Failure.failed(
                            ErrorCode.RESTORE_FAILED,
                            "backup " + id + " cannot be restored beside "
                                    + (save.isPresent() ? "the copy of today's state" : "what is left of another one")
                                    + ": " + found.subject() + " " + found.text() + "; nothing was copied back")
                    .curedBy(save.isPresent() ? found.hint() + "; or restore it with --no-undo" : found.hint());
        }
    }

    /**
     * Goes on with a restore that an earlier process has left open.
     *
     * @param halfSaved undo copies of this run that were not finished: nothing can use them
     */
    Worker goingOn(List<BackupId> halfSaved) {
        return run -> {
            try {
                return goOn(run, halfSaved);
            } catch (Failure e) {
                throw e.leftOpenIfStopping();
            }
        };
    }

    private String goOn(RunContext run, List<BackupId> halfSaved) throws Failure {
        BackupInProgress backup = backups.load(id);
        Power power = new Power(engine.systems(), backup.backup().system());
        CopyBack copyBack = new CopyBack(engine, power, backup);
        return switch (reached(run)) {
            case RESTORE, RECOVER -> {
                boolean spoilt = copyBack.hasRunOnUsedUpCopies();
                power.stop();
                if (spoilt) {
                    throw copyBack.spoilt(run);
                }
                copyBack.beginAgain(run);
                String done = finish(run, copyBack);
                control.afterRestore(run, backup);
                tidyUp(run, halfSaved);
                yield done;
            }
            // It may have started already and taken work since: nothing is copied back a second time.
            case START, RECORD -> {
                String done = copyBack.start(run);
                control.afterRestore(run, backup);
                tidyUp(run, halfSaved);
                yield done;
            }
            default -> {
                Failure ended = nothingDone(run, power, copyBack);
                if (!ended.isLeftOpen()) {
                    tidyUp(run, halfSaved);
                }
                throw ended;
            }
        };
    }

    /** How far the copy back got: one that was taken back has not begun, and the system may work again since. */
    private Phase reached(RunContext run) throws Failure {
        Phase phase = run.run().phase();
        try {
            boolean takenBack = phase == Phase.RESTORE
                    && !CopyBackIntent.mayHaveOverwritten(engine.catalog().journal(run.id()));
            return takenBack ? Phase.STOP : phase;
        } catch (CatalogException e) {
            throw Failure.of(e);
        }
    }

    /** An earlier process ended before anything was copied back; answers why the run ends. */
    private Failure nothingDone(RunContext run, Power power, CopyBack copyBack) throws Failure {
        Failure why = Failure.failed(
                ErrorCode.RESTORE_FAILED, "the manager ended before anything was copied back; the data is as before");
        if (run.run().phase() == Phase.VALIDATE) {
            // Nothing was stopped either.
            return why;
        }
        if (run.run().phase() == Phase.SAVE) {
            // Only a state that is whole is copied.
            return startAgain(run, power, copyBack, why);
        }
        return asItWas(run, power, copyBack, EarlierRestore.before(run.run(), engine), why);
    }

    private void validate(RunContext run, BackupInProgress backup) throws Failure {
        List<Finding> findings = new ArrayList<>(planning.plan(backup, saving, LeftBehind.of(backups, saving, id))
                .findings());
        findings.addAll(PlaceChecks.claimed(
                backup.backup().system(), engine.claims().claim(backup.body().layout())));
        run.findings(findings);
        Optional<Finding> error = findings.stream()
                .filter(finding -> finding.severity() == Finding.Severity.ERROR)
                .findFirst();
        if (error.isPresent()) {
            throw Failure.refused(
                    ErrorCode.BACKUP_NOT_USABLE,
                    "cannot restore " + id + ": " + error.orElseThrow().subject() + " "
                            + error.orElseThrow().text(),
                    findings);
        }
    }

    /** Leaves the system as it was before this run, which has copied nothing back; answers why the run ends. */
    private static Failure asItWas(
            RunContext run, Power power, CopyBack copyBack, EarlierRestore earlier, Failure why) {
        try {
            copyBack.takeBackIntent(run);
        } catch (Failure e) {
            return e.besides(List.of(why.getMessage()));
        }
        if (earlier.isHalfDone()) {
            Failure stays = earlier.stays(why, run.run().system());
            return copyBack.isSpoilt() ? stays.curedBy(why.hint()) : stays;
        }
        return startAgain(run, power, copyBack, why);
    }

    /** Starts the system on the data that it had; answers why the run ends, and that the start failed as well if it did. */
    private static Failure startAgain(RunContext run, Power power, CopyBack copyBack, Failure why) {
        run.message("starting the system again");
        try {
            copyBack.liftBar();
        } catch (Failure e) {
            LOG.error("the bar of a restore that changed nothing is not known to be lifted: {}", e.getMessage());
        }
        try {
            power.start();
            return why;
        } catch (Failure e) {
            if (e.isStopping()) {
                return e.leftOpen();
            }
            LOG.error("a system could not be started again after a restore that changed nothing: {}", e.getMessage());
            return Failure.failed(
                    why.code(),
                    why.getMessage() + "; nothing was copied back, but the system is DOWN and does not start again: "
                            + e.getMessage());
        }
    }

    /** Comes after the system runs, and nothing waits for it: what cannot be withdrawn now is found by reconciliation. */
    private void tidyUp(RunContext run, List<BackupId> halfSaved) {
        for (BackupId half : halfSaved) {
            try {
                BackupInProgress saved = backups.load(half);
                saved.state(Backup.State.UNUSABLE, "the manager ended while it was being taken");
                run.commit(List.of(saved.saved()));
            } catch (Failure e) {
                LOG.error("that undo copy {} was not finished cannot be written down: {}", half, e.getMessage());
            }
        }
        backups.withdrawGivenUp(run);
    }
}
