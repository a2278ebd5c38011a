package org.copyblade.manager.internal.run;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.copyblade.api.ErrorCode;
import org.copyblade.api.Outcome;
import org.copyblade.api.Run;
import org.copyblade.api.RunId;
import org.copyblade.catalog.Catalog;
import org.copyblade.catalog.CatalogException;
import org.copyblade.catalog.Change;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How runs end: from what their worker answers or throws to what is written down, and what could not be written yet. Safe for
 * many threads.
 */
final class RunEnds {

    private static final Logger LOG = LoggerFactory.getLogger(RunEnds.class);

    private final Catalog catalog;
    private final Clock clock;
    private final Map<RunId, Run> unwritten = new LinkedHashMap<>(); // guarded by itself
    private final List<Consumer<Run>> listeners = new CopyOnWriteArrayList<>();

    RunEnds(Catalog catalog, Clock clock) {
        this.catalog = catalog;
        this.clock = clock;
    }

    /** Tells of each run that has ended; must not wait for anything. */
    void onEnd(Consumer<Run> listener) {
        listeners.add(listener);
    }

    /** How the run ended; empty if it is left to the next start of the manager. */
    Optional<Run> work(RunContext context, Worker worker) {
        try {
            String told = CurrentRun.during(Optional.of(context.id()), () -> worker.work(context));
            return Optional.of(ended(context, Outcome.COMPLETE, told, ""));
        } catch (Failure e) {
            if (e.isLeftOpen()) {
                LOG.error("run {} is left to the next start: {}", context.id(), e.getMessage());
                return Optional.empty();
            }
            if (!e.findings().isEmpty()) {
                context.findings(e.findings());
            }
            String code = e.outcome() == Outcome.CANCELLED ? "" : e.code().id() + " ";
            return Optional.of(ended(context, e.outcome(), code + e.getMessage(), e.hint()));
        } catch (RuntimeException | Error e) {
            LOG.error("run {} ended by an error of our own", context.id(), e);
            return Optional.of(
                    ended(context, Outcome.FAILED, ErrorCode.INTERNAL.id() + " " + e, ErrorCode.INTERNAL.hint()));
        }
    }

    private Run ended(RunContext context, Outcome outcome, String message, String hint) {
        Run run = context.run();
        return new Run(
                run.id(),
                run.kind(),
                run.system(),
                run.profile(),
                run.backup(),
                run.phase(),
                Optional.of(outcome),
                100,
                run.startedAt(),
                Optional.of(clock.instant()),
                message,
                hint,
                run.findings());
    }

    /** Whether that a run has ended is in the catalog now. */
    boolean writeDown(Run ended) {
        LOG.info(
                "run {} {} of {} ended {}: {}",
                ended.id(),
                ended.kind(),
                ended.system(),
                ended.outcome().orElseThrow(),
                ended.message());
        try {
            catalog.commit(List.of(new Change.SaveRun(ended)));
            return true;
        } catch (CatalogException e) {
            // The run stays open in the catalog: the next start settles it.
            LOG.error(
                    "run {} ended {} but that could not be written down: {}",
                    ended.id(),
                    ended.outcome().orElseThrow(),
                    e.getMessage());
            return false;
        }
    }

    /** Keeps a run that could not be written down, or that is left to the next start. */
    void keep(Run run) {
        synchronized (unwritten) {
            unwritten.put(run.id(), run);
        }
    }

    /** A run that was kept. */
    Optional<Run> kept(RunId id) {
        synchronized (unwritten) {
            return Optional.ofNullable(unwritten.get(id));
        }
    }

    /** What ended while the catalog could not be written is written before anything new begins. */
    void writeDownLate() {
        List<Run> late;
        synchronized (unwritten) {
            late = unwritten.values().stream()
                    .filter(run -> run.outcome().isPresent())
                    .toList();
        }
        for (Run run : late) {
            if (writeDown(run)) {
                synchronized (unwritten) {
                    unwritten.remove(run.id());
                }
            }
        }
    }

    /** Tells that a run has ended, once everybody can see its end. */
    void tell(Run ended) {
        try {
            listeners.forEach(listener -> listener.accept(ended));
        } catch (RuntimeException | Error e) {
            LOG.error("who waits for the end of run {} was not told", ended.id(), e);
        }
    }
}
