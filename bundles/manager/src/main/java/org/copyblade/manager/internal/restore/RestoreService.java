package org.copyblade.manager.internal.restore;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.copyblade.api.Backup;
import org.copyblade.api.BackupId;
import org.copyblade.api.CopybladeException;
import org.copyblade.api.DeletePlan;
import org.copyblade.api.ErrorCode;
import org.copyblade.api.Finding;
import org.copyblade.api.RestorePlan;
import org.copyblade.api.Run;
import org.copyblade.api.RunId;
import org.copyblade.blade.spi.BladeFinding;
import org.copyblade.blade.spi.CopyPolicy;
import org.copyblade.blade.spi.RestoreBeside;
import org.copyblade.catalog.CatalogException;
import org.copyblade.manager.internal.backup.BackupService;
import org.copyblade.manager.internal.blade.BladeCalls;
import org.copyblade.manager.internal.blade.BladeCalls.Interest;
import org.copyblade.manager.internal.copies.BackupInProgress;
import org.copyblade.manager.internal.copies.Engine;
import org.copyblade.manager.internal.copies.GroupRecord;
import org.copyblade.manager.internal.copies.SecureGroups;
import org.copyblade.manager.internal.copies.UndoCopies;
import org.copyblade.manager.internal.plan.BladeFindings;
import org.copyblade.manager.internal.profile.BackupOptions;
import org.copyblade.manager.internal.profile.ProfileSource;
import org.copyblade.manager.internal.run.Failure;
import org.copyblade.manager.internal.run.RunDesk;
import org.copyblade.manager.internal.run.Worker;
import org.copyblade.manager.internal.tryout.TryOutRun;
import org.copyblade.manager.internal.withdraw.GivingUp;
import org.copyblade.manager.internal.withdraw.Withdrawal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Plans and starts restores, undos, try-outs and deletions. Safe for many threads. */
public final class RestoreService {

    private static final Logger LOG = LoggerFactory.getLogger(RestoreService.class);

    private static final Duration LOOK = Duration.ofSeconds(30);

    private final Engine engine;
    private final BladeCalls blades;
    private final BackupService backups;
    private final Withdrawal withdrawal;
    private final GivingUp givingUp;
    private final ProfileSource profiles;
    private final RunDesk desk;
    private final RestorePlanning planning;
    private final DeletePlanning deletions;
    private final SecureGroups secure;
    private final UndoCopies undoCopies;

    public RestoreService(
            Engine engine,
            BladeCalls blades,
            BackupService backups,
            ProfileSource profiles,
            RunDesk desk,
            Clock clock) {
        this.engine = engine;
        this.blades = blades;
        this.backups = backups;
        this.withdrawal = new Withdrawal(engine);
        this.givingUp = new GivingUp(engine, withdrawal);
        this.profiles = profiles;
        this.desk = desk;
        this.planning = new RestorePlanning(engine.systems(), blades, engine.claims(), clock, this::whyNoUndoCopy);
        this.secure = new SecureGroups(engine.groups());
        this.deletions = new DeletePlanning(engine, withdrawal, profiles, clock);
        this.undoCopies = new UndoCopies(engine.catalog());
    }

    public RestorePlan plan(BackupId id, boolean undo) throws CopybladeException {
        return backups.looks().at(id, () -> {
            Backup backup = backups.get(id).backup();
            return plan(id, saving(backup.system(), undo));
        });
    }

    /** What a restore of another backup has left is of the same state, too. */
    private RestorePlan plan(BackupId id, Saving saving) throws CopybladeException, Failure {
        Optional<LeftBehind> left = LeftBehind.of(withdrawal, saving, id);
        return left.isEmpty()
                ? planning.plan(withdrawal.load(id), saving, left)
                : backups.looks()
                        .at(
                                left.orElseThrow().id(),
                                () -> planning.plan(
                                        withdrawal.load(id), saving, LeftBehind.of(withdrawal, saving, id)));
    }

    public RunId start(BackupId id, boolean undo) throws CopybladeException {
        Backup backup = backups.get(id).backup();
        Saving saving = saving(backup.system(), undo);
        Optional<Worker> save = saving.copies() ? Optional.of(saver(backup)) : Optional.empty();
        return start(Run.Kind.RESTORE, backup, new RestoreRun(engine, withdrawal, planning, id, saving, save));
    }

    private Saving saving(String system, boolean undo) throws CopybladeException {
        Optional<Run> halfDone = halfDone(system);
        if (halfDone.isEmpty()) {
            return undo ? Saving.copy() : Saving.nothing();
        }
        return Saving.keep(halfDone.orElseThrow(), undoCopy(halfDone.orElseThrow()));
    }

    /** One that runs all the same was put right by somebody, and has a state of its own. */
    private Optional<Run> halfDone(String system) throws CopybladeException {
        try {
            Optional<Run> halfDone = undoCopies.halfDone(system);
            return halfDone.isEmpty() || planning.today(system).running() ? Optional.empty() : halfDone;
        } catch (CatalogException e) {
            throw Failure.of(e).asError();
        }
    }

    /** What bringing back the undo copy of a restore would do. */
    public RestorePlan planUndo(RunId restore) throws CopybladeException {
        Backup copy = undoCopy(restore);
        return backups.looks().at(copy.id(), () -> plan(copy.id(), savingOfUndo(copy)));
    }

    /** Brings back the undo copy of a restore. */
    public RunId undo(RunId restore) throws CopybladeException {
        Backup copy = undoCopy(restore);
        Saving saving = savingOfUndo(copy);
        return start(
                Run.Kind.UNDO, copy, new RestoreRun(engine, withdrawal, planning, copy.id(), saving, Optional.empty()));
    }

    /** The copy that a run which is to be undone has left. */
    private Backup undoCopy(RunId restore) throws CopybladeException {
        Run run = desk.get(restore);
        if (run.kind() != Run.Kind.RESTORE) {
            throw new CopybladeException(
                    ErrorCode.RESTORE_NOT_UNDOABLE, "run " + restore + " is no restore, so there is nothing to undo");
        }
        return undoCopy(run)
                .orElseThrow(() -> new CopybladeException(
                        ErrorCode.RESTORE_NOT_UNDOABLE, "run " + restore + " has no undo copy any more"));
    }

    private Saving savingOfUndo(Backup copy) throws CopybladeException {
        return halfDone(copy.system()).map(Saving::nothingAfter).orElse(Saving.nothing());
    }

    private Optional<Backup> undoCopy(Run restore) throws CopybladeException {
        try {
            return undoCopies.of(restore);
        } catch (CatalogException e) {
            throw Failure.of(e).asError();
        }
    }

    public RunId verify(BackupId id) throws CopybladeException {
        return start(Run.Kind.VERIFY, backups.get(id).backup(), new TryOutRun(engine, withdrawal, id));
    }

    /** What a deletion would do; refused as the deletion itself. */
    public DeletePlan planDelete(BackupId id) throws CopybladeException {
        return backups.looks().at(id, () -> {
            refuseIfProtected(backups.get(id).backup());
            BackupInProgress backup = withdrawal.load(id);
            secure.refuseIfAny(backup);
            return deletions.plan(backup);
        });
    }

    public RunId delete(BackupId id) throws CopybladeException {
        Backup backup = backups.get(id).backup();
        refuseIfProtected(backup);
        return start(Run.Kind.DELETE, backup, deletion(id));
    }

    private void refuseIfProtected(Backup backup) throws CopybladeException {
        backups.looks().refuseIfInWork(backup.id());
        try {
            Optional<CopybladeException> protection = protection(backup);
            if (protection.isPresent()) {
                throw protection.orElseThrow();
            }
        } catch (CatalogException e) {
            throw Failure.of(e).asError();
        }
    }

    /** Why nobody may delete a backup; empty if it may go. */
    private Optional<CopybladeException> protection(Backup backup) throws CatalogException {
        Run halfDone = undoCopies.needed(backup.system()).get(backup.id());
        // One that runs all the same was put right by somebody.
        if (halfDone != null && !planning.today(backup.system()).running()) {
            return Optional.of(new CopybladeException(
                    ErrorCode.BACKUP_PROTECTED,
                    "backup " + backup.id() + " is needed by run " + halfDone.id() + ", a " + halfDone.kind()
                            + " that is half done"));
        }
        return givingUp.protection(backup);
    }

    private Worker deletion(BackupId id) {
        return new DeleteRun(withdrawal, givingUp, secure, this::protection, id);
    }

    private RunId start(Run.Kind kind, Backup backup, Worker worker) throws CopybladeException {
        RunDesk.Order order = new RunDesk.Order(kind, backup.system(), backup.profile(), Optional.of(backup.id()));
        return desk.start(order, Set.of(BackupService.lockOf(backup.system())), worker)
                .id();
    }

    private Worker saver(Backup backup) throws CopybladeException {
        return backups.worker(optionsOf(backup).forUndo());
    }

    private List<Finding> whyNoUndoCopy(Backup backup, List<GroupRecord> restored, List<GroupRecord> usedUp)
            throws Failure {
        try {
            BackupOptions options = optionsOf(backup).forUndo();
            List<Finding> findings = new ArrayList<>(UndoCheck.reserved(usedUp, options));
            List<Finding> planned = new ArrayList<>(backups.findings(options));
            for (GroupRecord group : restored) {
                planned.addAll(beside(group, options.policy(group.blade())));
            }
            findings.addAll(UndoCheck.possible(planned));
            return findings;
        } catch (CopybladeException e) {
            throw Failure.failed(e.code(), e.getMessage());
        } catch (Failure e) {
            if (e.isStopping()) {
                throw e;
            }
            return List.of(UndoCheck.impossible(backup.system(), e));
        }
    }

    /** What a blade says of a restore beside a copy that is not there yet. */
    private List<Finding> beside(GroupRecord group, CopyPolicy undo) throws Failure {
        return blades
                .call(
                        group.blade(),
                        "plan the restore of copy group " + group.group() + " beside a copy of today's state",
                        LOOK,
                        Interest.ALWAYS,
                        (blade, call) -> blade instanceof RestoreBeside able
                                ? able.planRestoreBeside(
                                        group.copyGroup(),
                                        group.binding(),
                                        group.copyGroup().memberNames(),
                                        undo,
                                        call)
                                : List.<BladeFinding>of())
                .stream()
                .map(BladeFindings::ofRestore)
                .toList();
    }

    /** As the profile is now; of one that is gone or refused, as the backup was taken. */
    private BackupOptions optionsOf(Backup backup) throws CopybladeException {
        try {
            return profiles.options(backup.profile(), Map.of());
        } catch (CopybladeException e) {
            LOG.warn(
                    "profile {} cannot be used ({}): the undo copy is taken with the options of backup {}",
                    backup.profile(),
                    e.getMessage(),
                    backup.id());
            try {
                return BackupOptions.ofSnapshot(
                        backup.profile(), withdrawal.load(backup.id()).body().options());
            } catch (IllegalArgumentException | Failure unusable) {
                LOG.warn("nor can those be used: {}", unusable.getMessage());
                throw e;
            }
        }
    }

    private List<BackupId> halfSaved(Run restore) {
        try {
            return undoCopies.halfSaved(restore);
        } catch (CatalogException e) {
            LOG.error(
                    "undo copies of run {} cannot be looked up; slb:reconcile finds them: {}",
                    restore.id(),
                    e.getMessage());
            return List.of();
        }
    }

    /** How a restore, undo, try-out or deletion is settled that an earlier process has left open. */
    public Worker settling(Run run) {
        BackupId id = run.backup().orElseThrow();
        return switch (run.kind()) {
            case RESTORE, UNDO ->
                new RestoreRun(engine, withdrawal, planning, id, Saving.nothing(), Optional.empty())
                        .goingOn(halfSaved(run));
            case VERIFY -> new TryOutRun(engine, withdrawal, id).settling();
            case DELETE, BACKUP -> deletion(id);
            case EXTRACT -> throw new IllegalArgumentException("run " + run.id() + " restores nothing");
        };
    }

    /** Takes copies off the storage. */
    public Withdrawal withdrawal() {
        return withdrawal;
    }
}
