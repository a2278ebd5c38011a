package org.copyblade.manager.internal.backup;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.copyblade.api.Backup;
import org.copyblade.api.BackupId;
import org.copyblade.api.Consistency;
import org.copyblade.api.ErrorCode;
import org.copyblade.api.Evidence;
import org.copyblade.api.Finding;
import org.copyblade.api.Outcome;
import org.copyblade.api.Phase;
import org.copyblade.blade.spi.Preparation;
import org.copyblade.catalog.Catalog;
import org.copyblade.catalog.CatalogException;
import org.copyblade.catalog.Change;
import org.copyblade.manager.internal.blade.BladeCalls.Interest;
import org.copyblade.manager.internal.copies.BackupBody;
import org.copyblade.manager.internal.copies.BackupInProgress;
import org.copyblade.manager.internal.copies.Engine;
import org.copyblade.manager.internal.copies.GroupRecord;
import org.copyblade.manager.internal.plan.Check;
import org.copyblade.manager.internal.plan.EndlessHolds;
import org.copyblade.manager.internal.plan.PlaceChecks;
import org.copyblade.manager.internal.plan.Planner;
import org.copyblade.manager.internal.plan.SetupGate;
import org.copyblade.manager.internal.profile.BackupOptions;
import org.copyblade.manager.internal.proof.Proving;
import org.copyblade.manager.internal.run.Failure;
import org.copyblade.manager.internal.run.Locks;
import org.copyblade.manager.internal.run.RunContext;
import org.copyblade.manager.internal.run.RunDesk;
import org.copyblade.manager.internal.run.Worker;
import org.copyblade.manager.internal.window.BackupModeCopying;
import org.copyblade.manager.internal.window.Copied;
import org.copyblade.manager.internal.window.Copying;
import org.copyblade.manager.internal.window.WindowCopying;
import org.copyblade.manager.internal.withdraw.GivingUp;
import org.copyblade.manager.internal.withdraw.GivingWay;
import org.copyblade.manager.internal.withdraw.Registering;
import org.copyblade.manager.internal.withdraw.SetBackControl;
import org.copyblade.manager.internal.withdraw.Withdrawal;
import org.copyblade.system.spi.Deadline;
import org.copyblade.system.spi.ProtectedSystem;
import org.copyblade.system.spi.Settled;
import org.copyblade.system.spi.Suspendable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes one backup: validate, prepare, copy, prove, record. Whatever fails, the system runs and nothing is left behind. */
public final class BackupRun implements Worker {

    private static final Logger LOG = LoggerFactory.getLogger(BackupRun.class);
    private static final Duration LOOK = Duration.ofSeconds(30);

    private final Engine engine;
    private final Planner planner;
    private final BackupOptions options;
    private final BackupsInUse inUse;
    private final Withdrawal withdrawal;
    private final SetBackControl control;
    private final SetupGate setup;
    private final Afterwards afterwards;

    /** What follows a backup that is COMPLETE; nothing of it spoils the backup. */
    @FunctionalInterface
    public interface Afterwards {
        /** @throws Failure only if the next start of the manager is to go on with it */
        void complete(BackupOptions options, BackupId id, RunContext run) throws Failure;
    }

    BackupRun(
            Engine engine,
            Planner planner,
            BackupOptions options,
            BackupsInUse inUse,
            Withdrawal withdrawal,
            SetupGate setup,
            Afterwards afterwards) {
        this.engine = engine;
        this.planner = planner;
        this.options = options;
        this.inUse = inUse;
        this.withdrawal = withdrawal;
        this.control = new SetBackControl(engine, withdrawal);
        this.setup = setup;
        this.afterwards = afterwards;
    }

    @Override
    public String work(RunContext run) throws Failure {
        Planner.Planned planned = validate(run);
        Locks.Held targets = engine.targets().take(RunDesk.holder(run.id()), planned.groups());
        BackupsInUse.Use old = inUse.giveWay(planned.choice().overwrites().map(Backup::id), run.id());
        try {
            return take(run, planned);
        } finally {
            old.close();
            targets.close();
        }
    }

    private String take(RunContext run, Planner.Planned planned) throws Failure {
        BackupInProgress backup = reserve(run, planned);
        String done = summary(backup, complete(run, backup, planned));
        try {
            if (options.register()) {
                run.message("registering " + backup.backup().id() + " with " + options.system());
                new Registering(engine).register(run, backup);
            }
            afterwards.complete(options, backup.backup().id(), run);
            return done;
        } catch (RuntimeException | Error e) {
            // The backup is COMPLETE, whatever becomes of what follows it.
            LOG.error(
                    "what follows backup {} ended by an error of our own",
                    backup.backup().id(),
                    e);
            return done + "; what follows it ended by an error of our own: " + e;
        }
    }

    /** Takes the backup; one that is not COMPLETE afterwards is given up. */
    private Copied complete(RunContext run, BackupInProgress backup, Planner.Planned planned) throws Failure {
        GivingWay old = new GivingWay(withdrawal, planned);
        try {
            prepare(run, backup, planned, old);
            Copied copied = copying(planned).copy(run, backup);
            Proving proving = Proving.begin(engine, options);
            // Until the proof is written down a crash makes the backup UNUSABLE, whatever of this is on disk.
            run.show(Phase.AFTER, "making the copies durable");
            harden(run, backup);
            run.show(Phase.PROVE, "proving the consistency");
            Evidence evidence = proving.prove(run, backup, planned, copied);
            new Recording(engine).record(run, backup, evidence);
            return copied;
        } catch (Failure e) {
            if (e.isLeftOpen()) {
                // The next start goes on, and gives it up only then: first of all the system has to run.
                throw e;
            }
            // What a blade or a system breaks off because the run is cancelled is no failure of theirs.
            Failure end = run.cancelled() && e.outcome() == Outcome.FAILED ? Failure.cancelled() : e;
            giveUp(run, backup, end.outcome(), end.getMessage());
            old.settle(run);
            throw end;
        } catch (RuntimeException | Error e) {
            // Errors too: a blade or an adapter that does not fit, or recurses without end, leaves nothing else behind.
            giveUp(run, backup, Outcome.FAILED, "an error of our own: " + e);
            old.settle(run);
            throw e;
        }
    }

    private Planner.Planned validate(RunContext run) throws Failure {
        announceEarly();
        Planner.Planned planned = planner.plan(options, inUse.get());
        List<Finding> findings = new ArrayList<>(planned.findings());
        findings.addAll(setup.check(options, planned, run.now()));
        if (planned.isPossible()) {
            findings.addAll(
                    PlaceChecks.claimed(options.system(), engine.claims().claim(planned.layout())));
        }
        run.findings(findings);
        List<Finding> errors = findings.stream()
                .filter(finding -> finding.severity() == Finding.Severity.ERROR)
                .toList();
        if (!errors.isEmpty()) {
            Finding first = errors.get(0);
            throw Failure.refused(
                    codeOf(first),
                    "cannot back up '" + options.profile() + "': " + first.subject() + " " + first.text(),
                    findings);
        }
        run.stopIfCancelled();
        return planned;
    }

    private BackupInProgress reserve(RunContext run, Planner.Planned planned) throws Failure {
        BackupId id;
        try {
            id = BackupId.of(engine.catalog().next(Catalog.Counter.BACKUP));
        } catch (CatalogException e) {
            throw Failure.of(e);
        }
        Backup backup = new Backup(
                id,
                run.id(),
                options.profile(),
                options.system(),
                Backup.State.RESERVED,
                "being taken",
                options.consistency(),
                planned.choice().generation(),
                run.now(),
                Optional.empty(),
                OptionalLong.empty(),
                "",
                Optional.empty(),
                false,
                planned.groups().stream().map(GroupRecord::shown).toList());
        BackupBody body = new BackupBody(
                BackupBody.FORM,
                options.snapshot(),
                planned.layout(),
                planned.groups(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        BackupInProgress inProgress = new BackupInProgress(backup, body, engine.codec());
        run.backup(id);
        List<Change> reserved = List.of(inProgress.saved());
        if (planned.choice().overwrites().isPresent()) {
            BackupId old = planned.choice().overwrites().orElseThrow().id();
            new GivingUp(engine, withdrawal)
                    .giveUp(run, old, Backup.State.OVERWRITTEN, "its generation was given to " + id, reserved);
        } else {
            run.commit(reserved);
        }
        return inProgress;
    }

    private void prepare(RunContext run, BackupInProgress backup, Planner.Planned planned, GivingWay old)
            throws Failure {
        run.show(Phase.PREPARE, "preparing the copies");
        backup.state(Backup.State.RUNNING, "being taken");
        run.commit(List.of(backup.saved()));
        control.goOn(run);
        if (planned.choice().overwrites().isPresent()) {
            run.message("freeing generation " + planned.choice().generation());
            old.makeWay(run);
        }
        announceSuspension();
        Interest interest = new Interest(run::cancelled, run::percent);
        for (GroupRecord group : backup.body().groups()) {
            Preparation.Prepared ready = engine.groups().prepare(group, options.prepareLimit(), interest, newer -> {
                backup.group(newer);
                run.commit(List.of(backup.saved()));
            });
            if (planned.holdWanted()) {
                refuseEndlessHold(group, ready);
            }
        }
        old.settle(run);
        run.stopIfCancelled();
        if (options.consistency() != Consistency.STOPPED && options.consistency() != Consistency.BACKUP_MODE) {
            run.message("checkpoint and write-back");
            announceSuspension();
            Settled settled = engine.systems()
                    .callLong(
                            options.system(),
                            ProtectedSystem.class,
                            "settle " + options.system(),
                            options.settleLimit(),
                            run::cancelled,
                            (system, deadline) -> system.settle(options.dirtyBytesBound(), deadline));
            LOG.debug("{} settled: {}", options.system(), settled);
        }
    }

    /** While everything is looked at already; what stands against it will be said where it counts. */
    private void announceEarly() {
        try {
            announceSuspension();
        } catch (Failure e) {
            LOG.debug("{} knows of no suspension yet: {}", options.system(), e.getMessage());
        }
    }

    /**
     * Lets the guards start while copies are prepared and the system settles. Said again where preparing may have taken so long
     * that what was started is gone.
     */
    private void announceSuspension() throws Failure {
        if (options.consistency() == Consistency.LOG_SUSPEND) {
            engine.systems()
                    .call(
                            options.system(),
                            Suspendable.class,
                            "announce the suspension of " + options.system(),
                            system -> {
                                system.announce(Deadline.within(LOOK));
                                return options.system();
                            });
        }
    }

    /** Of a blade that could not say so before. */
    private void refuseEndlessHold(GroupRecord group, Preparation.Prepared ready) throws Failure {
        Optional<String> endless = EndlessHolds.why(ready.storageTimer(), options.suspendLimit());
        if (endless.isPresent()) {
            throw Failure.failed(
                    ErrorCode.CONSISTENCY_IMPOSSIBLE,
                    "the storage of copy group " + group.group() + " by blade " + group.blade() + " "
                            + endless.orElseThrow());
        }
    }

    /** Most checks say themselves what to do; what is known by a code of its own is refused with it. */
    private static ErrorCode codeOf(Finding error) {
        if (error.check() == Check.SETUP_VALID.number()) {
            return ErrorCode.SETUP_NEEDED;
        }
        return error.check() == Check.HOLD_ENDS.number()
                ? ErrorCode.CONSISTENCY_IMPOSSIBLE
                : ErrorCode.VALIDATION_FAILED;
    }

    private Copying copying(Planner.Planned planned) {
        return switch (options.consistency()) {
            case LOG_SUSPEND -> new WindowCopying(engine, options, true, false);
            case STORAGE -> new WindowCopying(engine, options, false, planned.holdWanted());
            case NONE, STOPPED -> new WindowCopying(engine, options, false, false);
            case BACKUP_MODE -> new BackupModeCopying(engine, options);
        };
    }

    private void harden(RunContext run, BackupInProgress backup) throws Failure {
        Interest interest = new Interest(run::cancelled, run::percent);
        for (GroupRecord group : backup.body().groups()) {
            engine.groups().harden(group, options.copyLimit(), interest, newer -> {
                backup.group(newer);
                run.commit(List.of(backup.saved()));
            });
        }
    }

    private void giveUp(RunContext run, BackupInProgress backup, Outcome outcome, String why) {
        boolean established =
                backup.body().groups().stream().anyMatch(group -> group.state() == GroupRecord.State.ESTABLISHED);
        Backup.State state = outcome == Outcome.UNUSABLE || established ? Backup.State.UNUSABLE : Backup.State.FAILED;
        backup.state(state, why);
        try {
            run.show(Phase.WITHDRAW, "withdrawing what was copied");
            run.commit(List.of(backup.saved()));
            withdrawal.withdraw(run, backup);
        } catch (Failure e) {
            // The copies stay in the catalog as not withdrawn: the next reconciliation goes on with them.
            LOG.error(
                    "backup {} is {} but its copies could not be withdrawn: {}",
                    backup.backup().id(),
                    state,
                    e.getMessage());
        }
    }

    private static String summary(BackupInProgress backup, Copied copied) {
        String window = copied.windowLength()
                .map(length -> ", suspended for " + String.format(java.util.Locale.ROOT, "%.1f", length.toNanos() / 1e6)
                        + " ms")
                .orElse("");
        return "backup " + backup.backup().id() + " is COMPLETE in generation "
                + backup.backup().generation() + window;
    }
}
