package org.copyblade.manager.internal.settle;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.copyblade.api.Backup;
import org.copyblade.api.BackupId;
import org.copyblade.api.ErrorCode;
import org.copyblade.api.Evidence;
import org.copyblade.api.Phase;
import org.copyblade.catalog.CatalogException;
import org.copyblade.catalog.JournalEntry;
import org.copyblade.manager.internal.copies.BackupInProgress;
import org.copyblade.manager.internal.copies.Engine;
import org.copyblade.manager.internal.manifest.ManifestWriter;
import org.copyblade.manager.internal.profile.BackupOptions;
import org.copyblade.manager.internal.run.Failure;
import org.copyblade.manager.internal.run.RunContext;
import org.copyblade.manager.internal.run.Worker;
import org.copyblade.manager.internal.tryout.VerifyAfter;
import org.copyblade.manager.internal.window.BackupModeCopying;
import org.copyblade.manager.internal.window.Resuming;
import org.copyblade.manager.internal.window.WindowCopying;
import org.copyblade.manager.internal.withdraw.Registering;
import org.copyblade.manager.internal.withdraw.Withdrawal;
import org.copyblade.system.spi.BackupMode;
import org.copyblade.system.spi.BackupModeToken;
import org.copyblade.system.spi.Deadline;
import org.copyblade.system.spi.Epoch;
import org.copyblade.system.spi.Position;
import org.copyblade.system.spi.SuspendToken;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Settles a backup run that was left open: resumes the system, leaves backup mode, then calls the backup COMPLETE if its
 * proof was already written down, else withdraws its copies.
 */
public final class SettleBackup implements Worker {

    private static final Logger LOG = LoggerFactory.getLogger(SettleBackup.class);
    private static final Duration LIMIT = Duration.ofMinutes(2);

    /** Of a token that no adapter has made. */
    private static final int UNKNOWN_FORM = -1;

    private final Engine engine;
    private final Withdrawal withdrawal;
    private final OpenIntents open;

    public SettleBackup(Engine engine, Withdrawal withdrawal, List<JournalEntry> journal) {
        this.engine = engine;
        this.withdrawal = withdrawal;
        this.open = OpenIntents.of(journal);
    }

    @Override
    public String work(RunContext run) throws Failure {
        resumeSystem(run);
        try {
            leaveBackupMode(run);
            return settle(run);
        } finally {
            withdrawal.withdrawGivenUp(run);
        }
    }

    private String settle(RunContext run) throws Failure {
        Optional<BackupId> id = run.run().backup();
        if (id.isEmpty() || !isKnown(id.orElseThrow())) {
            throw Failure.failed(
                    ErrorCode.INTERNAL, "the manager ended before anything was copied; nothing is left behind");
        }
        BackupInProgress backup = withdrawal.load(id.orElseThrow());
        if (backup.backup().state() == Backup.State.COMPLETE) {
            register(run, backup);
            settleTryOut(run, backup);
            return "backup " + id.orElseThrow() + " was COMPLETE already";
        }
        if (isProven(id.orElseThrow()) && run.run().phase() == Phase.RECORD) {
            backup.state(Backup.State.COMPLETE, "");
            // The manager may have ended between two places of the manifest, or before the first.
            new ManifestWriter(engine).renew(backup).ifPresent(run::found);
            run.commit(List.of(backup.saved()));
            register(run, backup);
            settleTryOut(run, backup);
            return "backup " + id.orElseThrow() + " is COMPLETE: its proof was written down before the manager ended";
        }
        backup.state(Backup.State.UNUSABLE, "the manager ended while it was being taken");
        run.show(Phase.WITHDRAW, "withdrawing what was copied");
        run.commit(List.of(backup.saved()));
        withdrawal.withdraw(run, backup);
        throw Failure.unusable(
                ErrorCode.NOT_PROVEN, "the manager ended while the backup was being taken; its copies are withdrawn");
    }

    /** A system that was told already is asked and not told again. */
    private void register(RunContext run, BackupInProgress backup) {
        if (BackupOptions.register(backup.body().options()) && !open.registered()) {
            new Registering(engine).register(run, backup);
        }
    }

    private void settleTryOut(RunContext run, BackupInProgress backup) throws Failure {
        if (BackupOptions.verifyAfter(backup.body().options())) {
            new VerifyAfter(engine, withdrawal).settle(backup.backup().id(), run);
        }
    }

    private void resumeSystem(RunContext run) throws Failure {
        if (!open.suspended()) {
            return;
        }
        String system = run.run().system();
        Resuming resuming = new Resuming(engine);
        SuspendToken token = resuming.persistently(run, () -> token(system));
        resuming.untilConfirmed(run, token);
        resuming.persistently(run, () -> {
            run.commit(List.of(run.outcome(WindowCopying.SUSPEND, system, "resumed after a crash")));
            return system;
        });
        resuming.confirmed(system);
    }

    /**
     * What cannot be read was written by another version. The system is resumed all the same: nobody has armed it since then, so
     * the epoch was the last that was given out. A new one would have to be written first, and tells nothing of the last.
     */
    private SuspendToken token(String system) throws Failure {
        Optional<SuspendToken> token =
                engine.codec().readSuspendToken(open.suspend().orElseThrow());
        try {
            return token.isPresent()
                    ? token.orElseThrow()
                    : new SuspendToken(system, engine.catalog().lastEpoch(system), UNKNOWN_FORM, "");
        } catch (CatalogException e) {
            throw Failure.of(e);
        }
    }

    /** The session ends with the process that held it, and the slot with the session: this only hurries it on. */
    private void leaveBackupMode(RunContext run) throws Failure {
        if (open.backupMode().isEmpty()) {
            return;
        }
        String system = run.run().system();
        BackupModeToken token = engine.codec()
                .readBackupModeToken(open.backupMode().orElseThrow())
                .orElseGet(() -> new BackupModeToken(
                        system, BackupModeCopying.label(run), new Position("", 0, new Epoch("")), ""));
        try {
            engine.systems().call(system, BackupMode.class, "leave backup mode of " + system, adapter -> {
                adapter.release(token, Deadline.within(LIMIT));
                return true;
            });
        } catch (Failure e) {
            LOG.error("{}: the server ends it with the session that is gone", e.getMessage());
        }
        run.commit(List.of(run.outcome(BackupModeCopying.BACKUP_MODE, system, "left after a crash")));
    }

    private boolean isKnown(BackupId id) throws Failure {
        try {
            return engine.catalog().backup(id).isPresent();
        } catch (CatalogException e) {
            throw Failure.of(e);
        }
    }

    private boolean isProven(BackupId id) throws Failure {
        try {
            return engine.catalog().evidence(id).map(Evidence::proven).orElse(false);
        } catch (CatalogException e) {
            throw Failure.of(e);
        }
    }
}
