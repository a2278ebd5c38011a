package org.copyblade.manager.internal.tryout;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.copyblade.api.Backup;
import org.copyblade.api.BackupId;
import org.copyblade.api.Consistency;
import org.copyblade.api.ErrorCode;
import org.copyblade.api.Phase;
import org.copyblade.catalog.CatalogException;
import org.copyblade.catalog.JournalEntry;
import org.copyblade.manager.internal.copies.BackupInProgress;
import org.copyblade.manager.internal.copies.Engine;
import org.copyblade.manager.internal.copies.Exposing;
import org.copyblade.manager.internal.copies.GroupRecord;
import org.copyblade.manager.internal.manifest.ManifestWriter;
import org.copyblade.manager.internal.run.Failure;
import org.copyblade.manager.internal.run.RunContext;
import org.copyblade.manager.internal.run.Worker;
import org.copyblade.manager.internal.withdraw.Withdrawal;
import org.copyblade.system.spi.CopyChecker;

/** Boots a clone of a backup beside the original, lets the database check itself and discards the clone. */
public final class TryOutRun implements Worker {

    /** Step of the journal: its outcome is what was found. */
    private static final String STEP = "try out";

    /** Of making the clone of each copy group, and again of what the system does with all of them. */
    private static final Duration LIMIT = Duration.ofHours(4);

    private final Engine engine;
    private final Withdrawal backups;
    private final BackupId id;
    private boolean cloned;

    public TryOutRun(Engine engine, Withdrawal backups, BackupId id) {
        this.engine = engine;
        this.backups = backups;
        this.id = id;
    }

    @Override
    public String work(RunContext run) throws Failure {
        BackupInProgress backup = backups.load(id);
        if (backup.backup().state() != Backup.State.COMPLETE || backup.backup().consistency() == Consistency.NONE) {
            throw Failure.refused(
                    ErrorCode.BACKUP_NOT_USABLE,
                    "cannot try out " + id + ": it is " + backup.backup().state() + " with consistency "
                            + backup.backup().consistency().key(),
                    List.of());
        }
        run.enter(Phase.TRY_OUT, "booting a clone of " + id);
        CopyChecker.CheckReport report = tryOut(run, backup);
        String told = report.passed()
                ? "backup " + id + " passed: " + String.join("; ", report.checks())
                : "the clone of " + id + " failed: " + String.join("; ", report.failures());
        // Before the clone is discarded: what was found counts, whatever becomes of that.
        backup.verified(new Backup.Verification(run.now(), report.passed()));
        run.commit(List.of(backup.saved(), run.outcome(STEP, id.value(), told)));
        return recorded(run, backup, told);
    }

    /** What is left to do once the catalog knows how it went. */
    private String recorded(RunContext run, BackupInProgress backup, String told) throws Failure {
        Exposing.concealAfterwards(run, backup, engine);
        run.enter(Phase.RECORD, "recording");
        new ManifestWriter(engine).renew(backup).ifPresent(run::found);
        if (!backup.backup().verified().orElseThrow().passed()) {
            throw Failure.failed(ErrorCode.VERIFY_FAILED, told);
        }
        return told;
    }

    /** Whether there was a clone to look at: where none could be made, nothing speaks against the backup. */
    boolean isCloned() {
        return cloned;
    }

    private CopyChecker.CheckReport tryOut(RunContext run, BackupInProgress backup) throws Failure {
        // What is still shown of an earlier one its system has written to, and it would be shown again.
        Exposing.conceal(run, backup, engine);
        List<CopyChecker.ExposedDataSet> exposed = new ArrayList<>();
        try {
            for (GroupRecord group : backup.body().groups()) {
                exposed.addAll(Exposing.exposeClone(run, backup, group, LIMIT, engine));
            }
            cloned = true;
            return engine.systems()
                    .callLong(
                            backup.backup().system(),
                            CopyChecker.class,
                            "try out " + id,
                            LIMIT,
                            run::cancelled,
                            (system, deadline) -> system.tryOut(
                                    backup.body().layout(),
                                    exposed,
                                    backup.body().recoveryFiles(),
                                    deadline));
        } catch (Failure e) {
            throw discarded(run, backup, e);
        }
    }

    /** What failed, and what of its clone is left. */
    private Failure discarded(RunContext run, BackupInProgress backup, Failure why) {
        try {
            Exposing.conceal(run, backup, engine);
            return why;
        } catch (Failure second) {
            return second.isLeftOpen()
                    ? second
                    : why.besides(List.of("the copies could not be hidden again: " + second.getMessage()));
        }
    }

    /** Settles a try-out that an earlier process has left open. */
    public Worker settling() {
        return run -> settled(run)
                .orElseThrow(() -> Failure.failed(
                        ErrorCode.VERIFY_FAILED,
                        "the manager ended while the clone was being checked: nothing is known of it"));
    }

    /** Discards the clone of one that an earlier process has left open; answers what had been found by then, which counts. */
    Optional<String> settled(RunContext run) throws Failure {
        BackupInProgress backup = backups.load(id);
        Optional<String> told = found(run);
        if (told.isPresent()) {
            return Optional.of(recorded(run, backup, told.orElseThrow()));
        }
        Exposing.concealAfterwards(run, backup, engine);
        return Optional.empty();
    }

    private Optional<String> found(RunContext run) throws Failure {
        try {
            return engine.catalog().journal(run.id()).stream()
                    .filter(entry -> entry.step().equals(STEP))
                    .map(JournalEntry::data)
                    .findFirst();
        } catch (CatalogException e) {
            throw Failure.of(e);
        }
    }
}
