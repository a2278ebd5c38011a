package org.copyblade.manager.internal.proof;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.copyblade.api.Consistency;
import org.copyblade.api.ErrorCode;
import org.copyblade.api.Evidence;
import org.copyblade.api.Phase;
import org.copyblade.catalog.Change;
import org.copyblade.manager.internal.copies.BackupInProgress;
import org.copyblade.manager.internal.copies.CopyDoubt;
import org.copyblade.manager.internal.copies.Engine;
import org.copyblade.manager.internal.copies.Exposing;
import org.copyblade.manager.internal.copies.GroupRecord;
import org.copyblade.manager.internal.plan.Planner;
import org.copyblade.manager.internal.profile.BackupOptions;
import org.copyblade.manager.internal.run.Failure;
import org.copyblade.manager.internal.run.RunContext;
import org.copyblade.manager.internal.window.Beside;
import org.copyblade.manager.internal.window.Copied;
import org.copyblade.manager.internal.window.ProofFacts;
import org.copyblade.manager.internal.window.ProofFacts.InCopy;
import org.copyblade.system.spi.CopyChecker;
import org.copyblade.system.spi.DataSet;
import org.copyblade.system.spi.Deadline;
import org.copyblade.system.spi.Position;
import org.copyblade.system.spi.ProtectedSystem;
import org.copyblade.system.spi.Resumption;
import org.copyblade.system.spi.SystemLayout;

/** Collects the last facts after the window, judges them and keeps them as evidence, whatever the verdict. */
public final class Proving {

    private static final Duration LOOK = Duration.ofSeconds(60);

    private final Engine engine;
    private final BackupOptions options;

    private final Beside<SystemAfter> systemAfter;

    /** What the system says of itself after the window. */
    private record SystemAfter(Position position, SystemLayout layout) {}

    private Proving(Engine engine, BackupOptions options) {
        this.engine = engine;
        this.options = options;
        this.systemAfter = Beside.begin(engine.threads(), this::lookAtSystem);
    }

    /** Begins after the window: asks the system while the copies are made durable. */
    public static Proving begin(Engine engine, BackupOptions options) {
        return new Proving(engine, options);
    }

    private SystemAfter lookAtSystem() throws Failure {
        Position position = engine.systems()
                .call(
                        options.system(),
                        ProtectedSystem.class,
                        "position of " + options.system(),
                        system -> system.position(Deadline.within(LOOK)));
        SystemLayout layout = engine.systems()
                .call(
                        options.system(),
                        ProtectedSystem.class,
                        "discover system " + options.system(),
                        system -> system.discover(Deadline.within(LOOK)));
        return new SystemAfter(position, layout);
    }

    /**
     * Proves a backup; the run is in RECORD then, durably.
     *
     * @throws Failure with outcome UNUSABLE if the facts do not prove it
     */
    public Evidence prove(RunContext run, BackupInProgress backup, Planner.Planned planned, Copied copied)
            throws Failure {
        ProofFacts facts = facts(run, backup, planned, copied);
        Proof proof = Proof.judge(facts);
        Evidence evidence =
                new Evidence(backup.backup().id(), proof.proven(), proof.verdict(), EvidenceFacts.of(facts, backup));
        facts.inCopy().ifPresent(inCopy -> backup.position(inCopy.position().text()));
        if (proof.proven()) {
            // With the proof: whoever settles this run after a crash calls the backup COMPLETE from here on.
            run.show(Phase.RECORD, "recording");
        }
        run.commit(List.of(backup.saved(), new Change.SaveEvidence(evidence)));
        if (!proof.proven()) {
            throw Failure.unusable(code(facts), proof.verdict());
        }
        return evidence;
    }

    private static ErrorCode code(ProofFacts facts) {
        boolean broken = facts.resumption()
                .map(resumption -> resumption.verdict() != Resumption.Verdict.IN_FORCE)
                .orElse(false);
        boolean epochChanged = facts.before().isPresent()
                && facts.epochAfter().isPresent()
                && !facts.before()
                        .orElseThrow()
                        .epoch()
                        .equals(facts.epochAfter().orElseThrow());
        if (epochChanged) {
            return ErrorCode.EPOCH_CHANGED;
        }
        return broken ? ErrorCode.WINDOW_BROKEN : ErrorCode.NOT_PROVEN;
    }

    private ProofFacts facts(RunContext run, BackupInProgress backup, Planner.Planned planned, Copied copied)
            throws Failure {
        SystemAfter system = systemAfter.answer();
        Position after = system.position();
        SystemLayout layout = system.layout();
        return new ProofFacts(
                options.consistency(),
                planned.oneInstant(),
                copied.suspension(),
                copied.resumption(),
                copied.releasedNanos(),
                copied.wasBackupModeHeld(),
                layout.running(),
                asked(backup, copied),
                backup.body().before(),
                Optional.of(after),
                Optional.of(after.epoch()),
                places(layout).equals(places(planned.layout())),
                inspect(run, backup));
    }

    /** Asks the storage itself for each group that is said to be established. */
    private List<ProofFacts.GroupFacts> asked(BackupInProgress backup, Copied copied) throws Failure {
        List<ProofFacts.GroupFacts> groups = new ArrayList<>();
        for (ProofFacts.GroupFacts group : copied.groups()) {
            Optional<String> doubt =
                    engine.groups().query(backup.group(group.group())).fold(new CopyDoubt(group.group()));
            groups.add(group.with(doubt.orElse("")));
        }
        return groups;
    }

    /** A volume is copied whole, whatever data sets come and go on it: of a database at work its archived logs, for one. */
    public static TreeSet<String> places(SystemLayout layout) {
        TreeSet<String> places = new TreeSet<>();
        layout.dataSets()
                .forEach(dataSet -> places.add(
                        switch (dataSet.kind()) {
                            case PATH -> dataSet.name() + " " + dataSet.place();
                            case VOLSER -> dataSet.place();
                        }));
        return places;
    }

    /**
     * Looks into the copy, where the adapter can and a consistency was asked for. Its log is read as a whole, and there is as
     * much of it as was written while the copy was made, so it has the same limit.
     */
    private Optional<InCopy> inspect(RunContext run, BackupInProgress backup) throws Failure {
        boolean trees = backup.body().layout().dataSets().stream()
                .allMatch(dataSet -> dataSet.kind() == DataSet.PlaceKind.PATH);
        boolean asked = options.consistency() != Consistency.NONE
                && backup.body().stop().isPresent();
        if (!trees || !asked || !engine.systems().can(options.system(), CopyChecker.class)) {
            return Optional.empty();
        }
        List<CopyChecker.ExposedDataSet> exposed = new ArrayList<>();
        try {
            for (GroupRecord group : backup.body().groups()) {
                exposed.addAll(Exposing.expose(run, backup, group, engine));
            }
            Position stop = backup.body().stop().orElseThrow();
            CopyChecker.CopyPosition position = engine.systems()
                    .callLong(
                            options.system(),
                            CopyChecker.class,
                            "look into the copy",
                            options.copyLimit(),
                            run::cancelled,
                            (system, deadline) -> system.inspect(backup.body().layout(), exposed, stop, deadline));
            return Optional.of(new InCopy(position.position(), position.complete(), position.why()));
        } finally {
            Exposing.conceal(run, backup, engine);
        }
    }
}
