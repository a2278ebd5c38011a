package org.copyblade.manager.internal.withdraw;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.copyblade.api.Backup;
import org.copyblade.api.Finding;
import org.copyblade.api.Run;
import org.copyblade.api.RunId;
import org.copyblade.catalog.Catalog;
import org.copyblade.catalog.CatalogException;
import org.copyblade.catalog.Change;
import org.copyblade.manager.internal.copies.BackupInProgress;
import org.copyblade.manager.internal.copies.Engine;
import org.copyblade.manager.internal.copies.Taker;
import org.copyblade.manager.internal.plan.Check;
import org.copyblade.manager.internal.plan.Checks;
import org.copyblade.manager.internal.profile.BackupOptions;
import org.copyblade.manager.internal.run.Failure;
import org.copyblade.manager.internal.run.RunContext;
import org.copyblade.system.spi.BackupFacts;
import org.copyblade.system.spi.DataSet;
import org.copyblade.system.spi.Deregistrar;
import org.copyblade.system.spi.Registrar;
import org.copyblade.system.spi.SystemFinding;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the recovery control of a system of a COMPLETE backup, and takes that back before its copies go. The backup does not
 * depend on what was told, so a failure to tell is a warning. Both may be repeated, because the adapter asks before it tells.
 * Safe for many threads.
 */
public final class Registering {

    /** Journal step: the recovery control may have been told from its intent to its outcome. */
    public static final String REGISTER = "register";

    /** Journal step: the same, of a backup that it was told of before a restore has set it back. */
    private static final String REGISTER_AGAIN = "register-again";

    /** Journal step: what it was told may have been taken back from its intent on. */
    static final String DEREGISTER = "deregister";

    private static final Logger LOG = LoggerFactory.getLogger(Registering.class);
    private static final Duration LIMIT = Duration.ofMinutes(10);

    /** Data sets that a finding names before it only counts them. */
    private static final int NAMED = 20;

    private final Engine engine;

    public Registering(Engine engine) {
        this.engine = engine;
    }

    /** Tells it; what was refused, and why nothing could be told, is noted with the run. */
    public void register(RunContext run, BackupInProgress backup) {
        String system = backup.backup().system();
        String id = backup.backup().id().value();
        try {
            run.commit(List.of(run.intent(REGISTER, system, id)));
            String told = tell(run, backup, LIMIT);
            run.commit(List.of(run.outcome(REGISTER, system, told)));
        } catch (Failure e) {
            LOG.error("backup {} is COMPLETE but could not be registered with {}: {}", id, system, e.getMessage());
            run.found(new Finding(
                    Check.SYSTEM_SAYS.number(),
                    Finding.Severity.WARNING,
                    id,
                    "is COMPLETE, but the recovery control of " + system + " was not told of all of it: "
                            + e.getMessage(),
                    "restores do not need it; tell it by hand, or take another backup"));
        }
    }

    /** Tells it once more, where a restore may have brought back a recovery control that does not know the backup. */
    void registerAgain(RunContext run, BackupInProgress backup, Duration limit) throws Failure {
        String system = backup.backup().system();
        run.commit(
                List.of(run.intent(REGISTER_AGAIN, system, backup.backup().id().value())));
        String told = tell(run, backup, limit);
        run.commit(List.of(run.outcome(REGISTER_AGAIN, system, told)));
    }

    private String tell(RunContext run, BackupInProgress backup, Duration limit) throws Failure {
        String system = backup.backup().system();
        Registrar.Registered registered = engine.systems()
                .callLong(
                        system,
                        Registrar.class,
                        "register backup " + backup.backup().id() + " with " + system,
                        limit,
                        run::cancelled,
                        (adapter, deadline) -> adapter.register(facts(backup), deadline));
        for (SystemFinding refused : registered.refused()) {
            run.found(Checks.ofSystem(refused, backup.backup().consistency()));
        }
        return registered.told() + " told, " + registered.known() + " known";
    }

    /**
     * Takes back what it was told of a backup, before its copies go; does nothing where that was done. An adapter that cannot do that keeps
     * nobody from it: what is to be taken out by hand is noted with the run, and with the backup, so that it is said once.
     *
     * @throws Failure if it may still name copies of it, and could be made to forget them: they must not go then
     */
    public void deregister(RunContext run, BackupInProgress backup) throws Failure {
        if (!wasTold(backup) || isDone(backup, backup.body().forgottenBy()) || isLeftToOperator(backup)) {
            return;
        }
        forget(run, backup, LIMIT, !setsBack(run.run().kind()));
    }

    /** What is forgotten in such a run may come back with the copies before it ends. */
    private static boolean setsBack(Run.Kind kind) {
        return kind == Run.Kind.RESTORE || kind == Run.Kind.UNDO;
    }

    /** Whether a run has done something about a backup, and no restore has set the recovery control back since. */
    private boolean isDone(BackupInProgress backup, Optional<RunId> by) throws Failure {
        if (by.isEmpty()) {
            return false;
        }
        try {
            return engine.catalog().restores(backup.backup().system(), 1).stream()
                    .allMatch(
                            restore -> restore.id().number() <= by.orElseThrow().number());
        } catch (CatalogException e) {
            throw Failure.of(e);
        }
    }

    /** Whether an operator was told already, and the adapter still cannot do it for him. */
    private boolean isLeftToOperator(BackupInProgress backup) throws Failure {
        return isDone(backup, backup.body().leftToOperatorBy())
                && !engine.systems().can(backup.backup().system(), Deregistrar.class);
    }

    /** The same after a restore has set it back, whether it was done before or not. */
    void forgetAgain(RunContext run, BackupInProgress backup, Duration limit) throws Failure {
        forget(run, backup, limit, true);
    }

    private void forget(RunContext run, BackupInProgress backup, Duration limit, boolean lasts) throws Failure {
        String system = backup.backup().system();
        String id = backup.backup().id().value();
        run.commit(List.of(run.intent(DEREGISTER, system, id)));
        if (!engine.systems().can(system, Deregistrar.class)) {
            run.found(byHand(backup));
            List<Change> left = new ArrayList<>(List.of(run.outcome(DEREGISTER, system, "left to an operator")));
            if (lasts) {
                backup.body(backup.body().withLeftToOperatorBy(run.id()));
                backup.state(backup.backup().state(), because(backup.backup(), true));
                left.add(backup.saved());
            }
            run.commit(left);
            return;
        }
        int forgotten = engine.systems()
                .callLong(
                        system,
                        Deregistrar.class,
                        "take backup " + id + " out of the recovery control of " + system,
                        limit,
                        run::cancelled,
                        (adapter, deadline) -> adapter.deregister(facts(backup), deadline));
        List<Change> done = new ArrayList<>(List.of(run.outcome(DEREGISTER, system, forgotten + " forgotten")));
        if (lasts) {
            backup.body(backup.body().withForgottenBy(run.id()));
            backup.state(backup.backup().state(), because(backup.backup(), false));
            done.add(backup.saved());
        }
        run.commit(done);
    }

    /** Why it is in its state, for whoever looks at it, and whether there is something left to take out by hand. */
    private static String because(Backup backup, boolean named) {
        String still = "the recovery control of " + backup.system() + " may still name it";
        String plain = Stream.of(backup.reason().split("; "))
                .filter(part -> !part.isEmpty() && !part.equals(still))
                .collect(Collectors.joining("; "));
        return Stream.of(plain, named ? still : "")
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("; "));
    }

    private static Finding byHand(BackupInProgress backup) {
        String system = backup.backup().system();
        List<String> dataSets = backup.body().layout().dataSets().stream()
                .filter(dataSet -> dataSet.role() == DataSet.Role.DATABASE)
                .map(dataSet -> dataSet.dataSetName().isEmpty() ? dataSet.name() : dataSet.dataSetName())
                .distinct()
                .toList();
        String named = dataSets.stream().limit(NAMED).collect(Collectors.joining(", "))
                + (dataSets.size() > NAMED ? ", .. (" + dataSets.size() + " in all)" : "");
        Finding finding = new Finding(
                Check.SYSTEM_SAYS.number(),
                Finding.Severity.WARNING,
                backup.backup().id().value(),
                "its copies are gone or going, but the recovery control of " + system
                        + " may still name them, for the adapter cannot take them out: copies of "
                        + facts(backup).begun() + " of " + named,
                "take them out of the recovery control by hand, before anybody recovers from them");
        LOG.warn("backup {} {}", finding.subject(), finding.text());
        return finding;
    }

    /** Whether it may have been told: its run says so before it tells. Of a run that was lost only the options tell. */
    boolean wasTold(BackupInProgress backup) throws Failure {
        Catalog catalog = engine.catalog();
        try {
            if (Taker.of(backup.backup(), catalog).isEmpty()) {
                return BackupOptions.register(backup.body().options());
            }
            return catalog.journal(backup.backup().run()).stream()
                    .anyMatch(entry -> entry.step().equals(REGISTER));
        } catch (CatalogException e) {
            throw Failure.of(e);
        }
    }

    /** The instant is somewhere in the window, so both of its ends are no further from it than the window is long. */
    private static BackupFacts facts(BackupInProgress backup) {
        Backup shown = backup.backup();
        Instant at = shown.pointInTime().orElse(shown.startedAt());
        Duration window = Duration.ofNanos(shown.windowMicros().orElse(0) * 1_000);
        Instant begun = shown.windowMicros().isPresent() ? at.minus(window) : shown.startedAt();
        String id = backup.body().toldAs().orElse(shown.id().value());
        return new BackupFacts(id, begun, at.plus(window), backup.body().layout());
    }
}
