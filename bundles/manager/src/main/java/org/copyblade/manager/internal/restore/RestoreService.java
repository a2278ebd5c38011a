package org.copyblade.manager.internal.restore;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.copyblade.api.Backup;
import org.copyblade.api.BackupId;
import org.copyblade.api.BackupQuery;
import org.copyblade.api.CopybladeException;
import org.copyblade.api.ErrorCode;
import org.copyblade.api.RestorePlan;
import org.copyblade.api.Run;
import org.copyblade.api.RunId;
import org.copyblade.catalog.CatalogException;
import org.copyblade.manager.internal.backup.BackupService;
import org.copyblade.manager.internal.backup.Engine;
import org.copyblade.manager.internal.backup.GivingUp;
import org.copyblade.manager.internal.backup.Withdrawal;
import org.copyblade.manager.internal.blade.BladeCalls;
import org.copyblade.manager.internal.profile.BackupOptions;
import org.copyblade.manager.internal.profile.ProfileSource;
import org.copyblade.manager.internal.run.Failure;
import org.copyblade.manager.internal.run.RunDesk;
import org.copyblade.manager.internal.run.Worker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Plans and starts restores, undos, try-outs and deletions. Safe for many threads. */
public final class RestoreService {

    private static final Logger LOG = LoggerFactory.getLogger(RestoreService.class);

    private final Engine engine;
    private final BackupService backups;
    private final Withdrawal withdrawal;
    private final GivingUp givingUp;
    private final ProfileSource profiles;
    private final RunDesk desk;
    private final RestorePlanning planning;

    public RestoreService(
            Engine engine,
            BladeCalls blades,
            BackupService backups,
            ProfileSource profiles,
            RunDesk desk,
            Clock clock) {
        this.engine = engine;
        this.backups = backups;
        this.withdrawal = new Withdrawal(engine);
        this.givingUp = new GivingUp(engine, withdrawal);
        this.profiles = profiles;
        this.desk = desk;
        this.planning = new RestorePlanning(engine.systems(), blades, clock);
    }

    /** The profile under which the state from before a restore is kept. */
    public static String undoProfile(String system) {
        return "undo:" + system;
    }

    public RestorePlan plan(BackupId id, boolean undo) throws CopybladeException {
        backups.get(id);
        try {
            return planning.plan(withdrawal.load(id), undo);
        } catch (Failure e) {
            throw e.asError();
        }
    }

    public RunId start(BackupId id, boolean undo) throws CopybladeException {
        Backup backup = backups.get(id).backup();
        Optional<Worker> save = undo ? Optional.of(saver(backup)) : Optional.empty();
        return start(Run.Kind.RESTORE, backup, new RestoreRun(engine, withdrawal, planning, id, save));
    }

    /** Brings back the undo copy of a restore. */
    public RunId undo(RunId restore) throws CopybladeException {
        Run run = desk.get(restore);
        Backup copy = undoCopy(run)
                .orElseThrow(() -> new CopybladeException(
                        ErrorCode.RESTORE_NOT_UNDOABLE, "run " + restore + " has no undo copy any more"));
        return start(Run.Kind.UNDO, copy, new RestoreRun(engine, withdrawal, planning, copy.id(), Optional.empty()));
    }

    private Optional<Backup> undoCopy(Run restore) throws CopybladeException {
        BackupQuery query = new BackupQuery(Optional.empty(), Optional.of(undoProfile(restore.system())), true, 100);
        try {
            return engine.catalog().backups(query).stream()
                    .filter(backup -> backup.run().equals(restore.id()))
                    // One taken back from a manifest may bear the number of a run of an older catalog.
                    .filter(backup -> !backup.startedAt().isBefore(restore.startedAt()))
                    .findFirst();
        } catch (CatalogException e) {
            throw Failure.of(e).asError();
        }
    }

    public RunId verify(BackupId id) throws CopybladeException {
        return start(Run.Kind.VERIFY, backups.get(id).backup(), new TryOutRun(engine, withdrawal, id));
    }

    public RunId delete(BackupId id) throws CopybladeException {
        Backup backup = backups.get(id).backup();
        refuseIfProtected(backup);
        return start(Run.Kind.DELETE, backup, deletion(id));
    }

    private void refuseIfProtected(Backup backup) throws CopybladeException {
        if (backups.inUse().contains(backup.id())) {
            throw new CopybladeException(ErrorCode.SYSTEM_BUSY, "a run works on backup " + backup.id());
        }
        try {
            Optional<CopybladeException> protection = givingUp.protection(backup);
            if (protection.isPresent()) {
                throw protection.orElseThrow();
            }
        } catch (CatalogException e) {
            throw Failure.of(e).asError();
        }
    }

    private Worker deletion(BackupId id) {
        return new DeleteRun(withdrawal, givingUp, id);
    }

    private RunId start(Run.Kind kind, Backup backup, Worker worker) throws CopybladeException {
        RunDesk.Order order = new RunDesk.Order(kind, backup.system(), backup.profile(), Optional.of(backup.id()));
        return desk.start(order, Set.of(BackupService.lockOf(backup.system())), worker)
                .id();
    }

    private Worker saver(Backup backup) throws CopybladeException {
        BackupOptions options = profiles.options(backup.profile(), Map.of())
                .with(
                        undoProfile(backup.system()),
                        Map.of(
                                "consistency",
                                "stopped",
                                "generations",
                                "1",
                                "overwrite.last",
                                "true",
                                "foreign.data",
                                "ignore",
                                "verify.after",
                                "false"));
        return backups.worker(options);
    }

    /** Undo copies that a restore had begun and not finished. */
    private List<BackupId> halfSaved(Run restore) {
        BackupQuery query = new BackupQuery(Optional.empty(), Optional.of(undoProfile(restore.system())), false, 100);
        try {
            return engine.catalog().backups(query).stream()
                    .filter(backup -> backup.run().equals(restore.id()))
                    .filter(backup -> backup.state() == Backup.State.RESERVED || backup.state() == Backup.State.RUNNING)
                    .map(Backup::id)
                    .toList();
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
                new RestoreRun(engine, withdrawal, planning, id, Optional.empty()).goingOn(halfSaved(run));
            case VERIFY -> new TryOutRun(engine, withdrawal, id).settling();
            case DELETE, BACKUP -> deletion(id);
        };
    }

    /** Takes copies off the storage. */
    public Withdrawal withdrawal() {
        return withdrawal;
    }
}
