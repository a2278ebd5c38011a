package org.copyblade.manager.internal.restore;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.copyblade.api.Backup;
import org.copyblade.api.BackupId;
import org.copyblade.api.ErrorCode;
import org.copyblade.api.Finding;
import org.copyblade.api.Phase;
import org.copyblade.api.RestorePlan;
import org.copyblade.manager.internal.backup.BackupInProgress;
import org.copyblade.manager.internal.backup.Engine;
import org.copyblade.manager.internal.backup.GroupRecord;
import org.copyblade.manager.internal.backup.Withdrawal;
import org.copyblade.manager.internal.blade.BladeCalls.Interest;
import org.copyblade.manager.internal.run.Failure;
import org.copyblade.manager.internal.run.PhaseTable;
import org.copyblade.manager.internal.run.RunContext;
import org.copyblade.manager.internal.run.Worker;
import org.copyblade.system.spi.Deadline;
import org.copyblade.system.spi.Restorable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Restores one backup in place. Before the first byte is copied back a failure starts the system again; after it the system
 * stays down until a restore has gone through, and this one goes on where it stopped, also after a crash.
 */
public final class RestoreRun implements Worker {

    private static final Logger LOG = LoggerFactory.getLogger(RestoreRun.class);
    private static final Duration COPY_BACK = Duration.ofHours(12);
    private static final Duration STOP = Duration.ofMinutes(5);
    private static final Duration RECOVER = Duration.ofMinutes(10);
    private static final Duration START = Duration.ofHours(2);

    private final Engine engine;
    private final Withdrawal backups;
    private final RestorePlanning planning;
    private final BackupId id;
    private final Optional<Worker> save;

    /**
     * A restore.
     *
     * @param save takes today's state as a backup of its own; empty: the restore cannot be undone
     */
    RestoreRun(Engine engine, Withdrawal backups, RestorePlanning planning, BackupId id, Optional<Worker> save) {
        this.engine = engine;
        this.backups = backups;
        this.planning = planning;
        this.id = id;
        this.save = save;
    }

    @Override
    public String work(RunContext run) throws Failure {
        BackupInProgress backup = backups.load(id);
        String system = backup.backup().system();
        validate(run, backup);
        try {
            run.enter(Phase.STOP, "stopping " + system);
            stop(system);
            if (save.isPresent()) {
                run.enter(Phase.SAVE, "copying today's state");
                run.within(part -> save.orElseThrow().work(part));
            }
            run.stopIfCancelled();
        } catch (Failure e) {
            startAgain(run, system);
            throw e;
        }
        run.enter(Phase.RESTORE, "copying back");
        return copyBackAndStart(run, backup);
    }

    /**
     * Goes on with a restore that an earlier process has left open.
     *
     * @param unfinished undo copies of this run that nothing can use, perhaps not yet withdrawn
     */
    Worker goingOn(List<BackupId> unfinished) {
        return run -> {
            BackupInProgress backup = backups.load(id);
            boolean touched =
                    switch (run.run().phase()) {
                        case RESTORE, RECOVER, START, RECORD -> true;
                        default -> false;
                    };
            if (!touched) {
                startAgain(run, backup.backup().system());
                tidyUp(run, unfinished);
                throw Failure.failed(
                        ErrorCode.RESTORE_FAILED,
                        "the manager ended before anything was copied back; the system runs as before");
            }
            stop(backup.backup().system());
            String done = copyBackAndStart(run, backup);
            tidyUp(run, unfinished);
            return done;
        };
    }

    private void validate(RunContext run, BackupInProgress backup) throws Failure {
        RestorePlan plan = planning.plan(backup, save.isPresent());
        run.findings(plan.findings());
        Optional<Finding> error = plan.findings().stream()
                .filter(finding -> finding.severity() == Finding.Severity.ERROR)
                .findFirst();
        if (error.isPresent()) {
            throw Failure.refused(
                    ErrorCode.BACKUP_NOT_USABLE,
                    "cannot restore " + id + ": " + error.orElseThrow().subject() + " "
                            + error.orElseThrow().text(),
                    plan.findings());
        }
    }

    private String copyBackAndStart(RunContext run, BackupInProgress backup) throws Failure {
        String system = backup.backup().system();
        Interest interest = new Interest(() -> false, run::percent);
        for (GroupRecord group : gateLast(backup)) {
            run.message("copying back group " + group.group());
            engine.groups().restore(backup.group(group.group()), COPY_BACK, interest, newer -> {
                backup.group(newer);
                run.commit(List.of(backup.saved()));
            });
        }
        enterUnlessBehind(run, Phase.RECOVER, "making the restored data ready");
        List<String> restored = new ArrayList<>();
        backup.body().groups().forEach(group -> group.members()
                .forEach(member -> member.dataSets().forEach(place -> restored.add(place.dataSet()))));
        engine.systems().call(system, Restorable.class, "recover " + system, adapter -> {
            adapter.recover(
                    new Restorable.RecoveryPlan(
                            backup.body().layout(), restored, backup.body().recoveryFiles()),
                    Deadline.within(RECOVER));
            return true;
        });
        enterUnlessBehind(run, Phase.START, "starting " + system);
        long begin = System.nanoTime();
        Restorable.Started started = engine.systems()
                .call(system, Restorable.class, "start " + system, adapter -> adapter.start(Deadline.within(START)));
        double seconds = (System.nanoTime() - begin) / 1e9;
        enterUnlessBehind(run, Phase.RECORD, "recording");
        return String.format(
                Locale.ROOT,
                "%s is restored to backup %s and accepts work at %s; start took %.1f s, of which recovery %.1f s",
                system,
                id,
                started.position().text(),
                seconds,
                started.redoMillis() / 1e3);
    }

    /** Comes after the system runs: what the storage refuses here must not keep it down. */
    private void tidyUp(RunContext run, List<BackupId> unfinished) {
        try {
            for (BackupId undoCopy : unfinished) {
                discard(run, undoCopy);
            }
            backups.withdrawGivenUp(run);
        } catch (Failure e) {
            LOG.error("leftovers of {} stay for the next reconciliation: {}", run.id(), e.getMessage());
        }
    }

    private void discard(RunContext run, BackupId undoCopy) throws Failure {
        BackupInProgress saved = backups.load(undoCopy);
        Backup.State state = saved.backup().state();
        if (state == Backup.State.RESERVED || state == Backup.State.RUNNING) {
            saved.state(Backup.State.UNUSABLE, "the manager ended while it was being taken");
            run.commit(List.of(saved.saved()));
        }
        backups.withdraw(run, saved);
    }

    /** A run that goes on after a crash may be in a later phase already: it does the work again but does not go back. */
    private static void enterUnlessBehind(RunContext run, Phase phase, String message) throws Failure {
        if (PhaseTable.allows(run.run().kind(), run.run().phase(), phase)) {
            run.enter(phase, message);
        } else {
            run.message(message);
        }
    }

    /** The group whose gate lets the system start comes back last. */
    private static List<GroupRecord> gateLast(BackupInProgress backup) {
        return backup.body().groups().stream()
                .sorted(Comparator.comparing(group -> group.members().stream()
                        .anyMatch(member -> member.member().gate().isPresent())))
                .toList();
    }

    private void stop(String system) throws Failure {
        engine.systems().call(system, Restorable.class, "stop " + system, adapter -> {
            adapter.stop(Deadline.within(STOP));
            return true;
        });
    }

    private void startAgain(RunContext run, String system) {
        try {
            run.message("starting " + system + " again");
            engine.systems()
                    .call(
                            system,
                            Restorable.class,
                            "start " + system,
                            adapter -> adapter.start(Deadline.within(START)));
        } catch (Failure e) {
            LOG.error("{} could not be started again after a restore that changed nothing: {}", system, e.getMessage());
        }
    }
}
