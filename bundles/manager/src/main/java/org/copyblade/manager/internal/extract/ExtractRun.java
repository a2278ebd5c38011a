package org.copyblade.manager.internal.extract;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.copyblade.api.BackupId;
import org.copyblade.api.ErrorCode;
import org.copyblade.api.Phase;
import org.copyblade.blade.spi.Advance;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.CopyGroupId;
import org.copyblade.blade.spi.Exposed;
import org.copyblade.catalog.CatalogException;
import org.copyblade.catalog.Change;
import org.copyblade.catalog.JournalEntry;
import org.copyblade.catalog.StoredOrder;
import org.copyblade.manager.internal.blade.BladeCalls;
import org.copyblade.manager.internal.blade.BladeCalls.Interest;
import org.copyblade.manager.internal.copies.BackupInProgress;
import org.copyblade.manager.internal.copies.Engine;
import org.copyblade.manager.internal.copies.Exposing;
import org.copyblade.manager.internal.copies.GroupIds;
import org.copyblade.manager.internal.copies.GroupRecord;
import org.copyblade.manager.internal.run.Failure;
import org.copyblade.manager.internal.run.RunContext;
import org.copyblade.manager.internal.run.Worker;
import org.copyblade.manager.internal.withdraw.Withdrawal;

/**
 * Shows the copies that hold some data sets, has them copied out, and hides the copies again.
 *
 * <p>Each step of the blade that copies may be repeated with the newest binding of the journal, and showing what is shown
 * gives the same: so what a crash has interrupted is gone on with from the journal alone. Once that blade was called its job
 * may be under way, and a cancellation waits for its end: nobody can call it back, and the copy must not be hidden under it.
 */
final class ExtractRun {

    /** Step of the journal: newest intent without outcome is what is under way. */
    static final String STEP = "extract";

    private static final Duration CALL = Duration.ofSeconds(60);
    /** How long a blade whose job may be under way is asked again before it is given up. */
    private static final Duration UNANSWERED = Duration.ofHours(1);

    private final Engine engine;
    private final BladeCalls blades;
    private final Withdrawal backups;
    private final OrderWithdrawal orders;
    private final JournalForm form;

    ExtractRun(Engine engine, BladeCalls blades, Withdrawal backups, OrderWithdrawal orders) {
        this.engine = engine;
        this.blades = blades;
        this.backups = backups;
        this.orders = orders;
        this.form = new JournalForm();
    }

    /** Decides what is to be done, when the run begins. */
    interface Planner {
        Extraction plan(BackupInProgress backup) throws Failure;
    }

    /** A new one. */
    Worker beginning(BackupId id, Planner planner) {
        return run -> {
            BackupInProgress backup = backups.load(id);
            Extraction extraction = planner.plan(backup).under(newOrder());
            run.stopIfCancelled();
            run.show(Phase.EXTRACT, "showing the copies that hold " + names(extraction));
            run.commit(List.of(intent(run, extraction), new Change.SaveOrder(extraction.begunBy(run.id()))));
            return extract(run, backup, extraction);
        };
    }

    /** One that an earlier process has left open. */
    Worker settling(BackupId id, List<JournalEntry> journal) {
        return run -> {
            Optional<JournalEntry> last =
                    journal.stream().filter(entry -> entry.step().equals(STEP)).reduce((before, after) -> after);
            if (last.isEmpty()) {
                throw Failure.failed(ErrorCode.EXTRACT_FAILED, "the manager ended before anything was begun");
            }
            BackupInProgress backup = backups.load(id);
            JournalEntry newest = last.orElseThrow();
            if (newest.kind() == JournalEntry.Kind.OUTCOME) {
                withdrawNoted(newest.subject());
                Exposing.concealAfterwards(run, backup, engine);
                return form.readOutcome(newest.data());
            }
            return extract(run, backup, form.read(newest.data()));
        };
    }

    private CopyGroupId newOrder() throws Failure {
        try {
            return new GroupIds(engine.catalog()).next();
        } catch (CatalogException e) {
            throw Failure.of(e);
        }
    }

    private String extract(RunContext run, BackupInProgress backup, Extraction extraction) throws Failure {
        String text;
        try {
            copy(run, extraction, expose(run, backup, extraction));
            text = extraction.copies().size() + " data sets of backup "
                    + backup.backup().id() + " are copied: " + names(extraction);
            run.commit(List.of(run.outcome(STEP, extraction.order(), form.writeOutcome(true, text))));
        } catch (Failure e) {
            if (!e.isLeftOpen()) {
                ended(run, backup, extraction, e);
            }
            throw e;
        }
        orders.withdrawAll(List.of(extraction.begunBy(run.id())));
        Exposing.concealAfterwards(run, backup, engine);
        return text;
    }

    /** Ends what an earlier process may not have come to end. */
    private void withdrawNoted(String order) throws Failure {
        try {
            orders.withdrawAll(engine.catalog()
                    .order(order)
                    .filter(StoredOrder::remains)
                    .map(List::of)
                    .orElse(List.of()));
        } catch (CatalogException e) {
            throw Failure.of(e);
        }
    }

    /**
     * What failed is written down, ended and hidden again, each whatever becomes of the others; the first failure is what
     * people are told.
     */
    private void ended(RunContext run, BackupInProgress backup, Extraction extraction, Failure why) throws Failure {
        List<String> besides = new ArrayList<>();
        try {
            run.commit(List.of(run.outcome(STEP, extraction.order(), form.writeOutcome(false, why.getMessage()))));
        } catch (Failure second) {
            besides.add("that could not be written down: " + second.getMessage());
        }
        try {
            orders.withdraw(extraction.begunBy(run.id()));
        } catch (Failure second) {
            besides.add(
                    "a job may be left, which the next start or slb:reconcile --repair ends: " + second.getMessage());
        }
        try {
            Exposing.conceal(run, backup, engine);
        } catch (Failure second) {
            if (second.isLeftOpen()) {
                throw second;
            }
            besides.add("the copies could not be hidden again: " + second.getMessage());
        }
        if (!besides.isEmpty()) {
            throw why.besides(besides);
        }
    }

    private List<Exposed.Exposure> expose(RunContext run, BackupInProgress backup, Extraction extraction)
            throws Failure {
        List<Exposed.Exposure> exposed = new ArrayList<>();
        for (Map.Entry<String, Set<String>> members : extraction.members().entrySet()) {
            if (extraction.progress().isEmpty()) {
                run.stopIfCancelled();
            }
            GroupRecord group = backup.group(members.getKey());
            Exposed answer = expose(group, members.getValue(), extraction);
            if (!answer.binding().equals(group.binding())) {
                backup.group(group.with(answer.binding()));
                run.commit(List.of(backup.saved()));
            }
            exposed.addAll(answer.exposures());
        }
        return exposed;
    }

    /** Of what may be under way only the next start can see the end, if this manager stops. */
    private Exposed expose(GroupRecord group, Set<String> members, Extraction extraction) throws Failure {
        try {
            return engine.groups().expose(group, members, Interest.ALWAYS);
        } catch (Failure e) {
            throw extraction.progress().isPresent() ? e.leftOpenIfStopping() : e;
        }
    }

    private void copy(RunContext run, Extraction begun, List<Exposed.Exposure> exposed) throws Failure {
        if (begun.progress().isEmpty()) {
            run.stopIfCancelled();
        }
        Interest interest = new Interest(() -> false, run::percent);
        Extraction now = begun;
        long answered = System.nanoTime();
        while (true) {
            run.message((run.cancelled() ? "cancelled, but blade " : "blade ") + now.blade() + " copies " + names(now));
            boolean patient = System.nanoTime() - answered < UNANSWERED.toNanos();
            Optional<Advance> answer = step(now, exposed, interest, patient);
            Duration pause = engine.waits().retry();
            if (answer.isPresent()) {
                answered = System.nanoTime();
                now = noted(run, now, answer.orElseThrow());
                Optional<Advance.Continues> more = answer.orElseThrow().fold(Optional::of, done -> Optional.empty());
                if (more.isEmpty()) {
                    return;
                }
                run.percent(more.orElseThrow().percent());
                pause = more.orElseThrow().pause();
            }
            if (run.stopping()) {
                throw Failure.failed(ErrorCode.MANAGER_STOPPING, "the next start goes on copying data sets")
                        .leftOpen();
            }
            BladeCalls.pause(pause, new Interest(run::stopping, percent -> {}));
        }
    }

    private Extraction noted(RunContext run, Extraction now, Advance answer) throws Failure {
        if (now.progress().filter(answer.binding()::equals).isPresent()) {
            return now;
        }
        Extraction next = now.with(answer.binding());
        run.commit(List.of(intent(run, next)));
        return next;
    }

    /**
     * One call.
     *
     * @param patient whether a blade that has begun and cannot be reached is asked again: its job goes on without us
     * @return empty: it is to be asked again
     */
    private Optional<Advance> step(Extraction now, List<Exposed.Exposure> exposed, Interest interest, boolean patient)
            throws Failure {
        try {
            return blades.call(now.blade(), "copy data sets for " + now.order(), CALL, interest, (blade, call) -> {
                try {
                    return Optional.of(Copier.of(blade, now.blade())
                            .copy(now.id(), exposed, now.copies(), now.target(), now.progress(), call));
                } catch (BladeException e) {
                    if (patient && now.progress().isPresent() && e.recovery() == BladeException.Recovery.RETRY) {
                        return Optional.empty();
                    }
                    throw e;
                }
            });
        } catch (Failure e) {
            if (e.isStopping()) {
                throw now.progress().isPresent() ? e.leftOpen() : e;
            }
            if (e.code() == ErrorCode.BLADE_ABSENT || e.code() == ErrorCode.BLADE_MISBEHAVED) {
                throw e;
            }
            throw Failure.failed(ErrorCode.EXTRACT_FAILED, e.getMessage()).curedBy(cure(e));
        }
    }

    private static String cure(Failure e) {
        return ErrorCode.EXTRACT_FAILED.hint() + (e.hint().isEmpty() ? "" : "; the blade says: " + e.hint());
    }

    private Change intent(RunContext run, Extraction extraction) {
        return run.intent(STEP, extraction.order(), form.write(extraction));
    }

    private static String names(Extraction extraction) {
        return String.join(
                ", ",
                extraction.copies().stream()
                        .map(copy -> copy.from() + " as " + copy.to())
                        .toList());
    }
}
