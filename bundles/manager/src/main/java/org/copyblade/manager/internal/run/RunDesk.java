package org.copyblade.manager.internal.run;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.copyblade.api.BackupId;
import org.copyblade.api.CopybladeException;
import org.copyblade.api.ErrorCode;
import org.copyblade.api.Outcome;
import org.copyblade.api.Phase;
import org.copyblade.api.Run;
import org.copyblade.api.RunId;
import org.copyblade.catalog.Catalog;
import org.copyblade.catalog.CatalogException;
import org.copyblade.catalog.Change;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts runs, each in a thread of its own, knows those under way and writes down how they end. Safe for many threads.
 */
public final class RunDesk {

    private static final Logger LOG = LoggerFactory.getLogger(RunDesk.class);

    private static final Duration OPEN_WAIT = Duration.ofSeconds(5);

    private final Catalog catalog;
    private final Clock clock;
    private final Locks locks;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<RunId, RunContext> active = new LinkedHashMap<>();
    private final Map<RunId, Run> unwritten = new LinkedHashMap<>();
    private final List<Consumer<Run>> ends = new CopyOnWriteArrayList<>();
    private boolean open;
    private boolean closed;

    public RunDesk(Catalog catalog, Clock clock, Locks locks) {
        this.catalog = catalog;
        this.clock = clock;
        this.locks = locks;
    }

    /** Tells of each run that has ended, once everybody can see its end; must not wait for anything. */
    public void onEnd(Consumer<Run> listener) {
        ends.add(listener);
    }

    /** What a run is about. */
    public record Order(Run.Kind kind, String system, String profile, Optional<BackupId> backup) {}

    /**
     * Starts a run that holds the locks until it ends.
     *
     * @param lockNames what it works on exclusively
     * @throws CopybladeException if another run holds one of them, or the run cannot be written down
     */
    public Run start(Order order, Collection<String> lockNames, Worker worker) throws CopybladeException {
        awaitOpen();
        writeDownLate();
        RunId id;
        try {
            id = RunId.of(catalog.next(Catalog.Counter.RUN));
        } catch (CatalogException e) {
            throw Failure.of(e).asError();
        }
        Locks.Held held = locks.take(lockNames, holder(id), Duration.ZERO).orElseThrow(() -> busy(lockNames));
        boolean started = false;
        try {
            Run run = new Run(
                    id,
                    order.kind(),
                    order.system(),
                    order.profile(),
                    order.backup(),
                    Phase.VALIDATE,
                    Optional.empty(),
                    0,
                    clock.instant(),
                    Optional.empty(),
                    "checking",
                    "",
                    List.of());
            RunContext context = new RunContext(run, catalog, clock, this::signal);
            context.commit(List.of());
            begin(List.of(new Begun(context, worker)), held);
            started = true;
            return run;
        } catch (Failure e) {
            throw e.asError();
        } finally {
            if (!started) {
                held.close();
            }
        }
    }

    /** How a run is called as the holder of locks. */
    public static String holder(RunId run) {
        return "run " + run;
    }

    /** Takes new runs from now on: what an earlier process left open has been taken up. */
    public void open() {
        lock.lock();
        try {
            open = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    public boolean isOpen() {
        lock.lock();
        try {
            return open;
        } finally {
            lock.unlock();
        }
    }

    private void awaitOpen() throws CopybladeException {
        lock.lock();
        try {
            long left = OPEN_WAIT.toNanos();
            while (!open && !closed && left > 0) {
                left = changed.awaitNanos(left);
            }
            if (!open && !closed) {
                throw new CopybladeException(
                        ErrorCode.CATALOG_FAILED,
                        "the catalog cannot say yet what an earlier process has left open, so nothing new begins");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CopybladeException(ErrorCode.MANAGER_STOPPING, "interrupted before the run could begin");
        } finally {
            lock.unlock();
        }
    }

    /**
     * A run that an earlier process has left open.
     *
     * @param worker goes on with it
     */
    public record Open(Run run, Worker worker) {}

    /** Goes on with runs that an earlier process has left open, one after the other, under one hold of the locks. */
    public void resume(List<Open> runs, Collection<String> lockNames) throws CopybladeException {
        String holder = holder(runs.get(0).run().id());
        Locks.Held held = locks.take(lockNames, holder, Duration.ZERO).orElseThrow(() -> busy(lockNames));
        boolean started = false;
        try {
            begin(
                    runs.stream()
                            .map(open ->
                                    new Begun(new RunContext(open.run(), catalog, clock, this::signal), open.worker()))
                            .toList(),
                    held);
            started = true;
        } finally {
            if (!started) {
                held.close();
            }
        }
    }

    private CopybladeException busy(Collection<String> lockNames) {
        for (String name : lockNames) {
            Optional<String> holder = locks.holder(name);
            if (holder.isPresent()) {
                return new CopybladeException(ErrorCode.SYSTEM_BUSY, holder.get() + " works on " + name);
            }
        }
        return new CopybladeException(ErrorCode.SYSTEM_BUSY, "another run works on " + String.join(", ", lockNames));
    }

    private record Begun(RunContext context, Worker worker) {}

    private void begin(List<Begun> runs, Locks.Held held) throws CopybladeException {
        RunId first = runs.get(0).context().id();
        lock.lock();
        try {
            if (closed) {
                throw new CopybladeException(ErrorCode.MANAGER_STOPPING, "cannot start run " + first);
            }
            runs.forEach(run -> active.put(run.context().id(), run.context()));
        } finally {
            lock.unlock();
        }
        Thread thread = new Thread(() -> runInTurn(runs, held), "run-" + first);
        thread.setDaemon(false);
        thread.start();
    }

    private void runInTurn(List<Begun> runs, Locks.Held held) {
        try {
            runs.subList(0, runs.size() - 1).forEach(run -> runToEnd(run, () -> {}));
        } finally {
            // Whoever sees the end may begin the next run at once: the locks are free before it is shown.
            runToEnd(runs.get(runs.size() - 1), held::close);
        }
    }

    private void runToEnd(Begun run, Runnable free) {
        RunContext context = run.context();
        Run ended = context.run();
        boolean written = false;
        try {
            Optional<Run> end = work(context, run.worker());
            ended = end.orElse(ended);
            written = end.isEmpty() || writeDown(ended);
        } finally {
            free.run();
            lock.lock();
            try {
                active.remove(context.id());
                if (!written) {
                    unwritten.put(context.id(), ended);
                }
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
        if (ended.outcome().isPresent()) {
            tellEnd(ended);
        }
    }

    private void tellEnd(Run ended) {
        try {
            ends.forEach(listener -> listener.accept(ended));
        } catch (RuntimeException e) {
            LOG.error("who waits for the end of run {} was not told", ended.id(), e);
        }
    }

    /** How the run ended; empty if it is left to the next start of the manager. */
    private Optional<Run> work(RunContext context, Worker worker) {
        try {
            return Optional.of(ended(context, Outcome.COMPLETE, worker.work(context), ""));
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
        } catch (RuntimeException | LinkageError e) {
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

    private boolean writeDown(Run ended) {
        LOG.info(
                "run {} {} of {} ended {}: {}",
                ended.id(),
                ended.kind(),
                ended.system(),
                ended.outcome(),
                ended.message());
        try {
            catalog.commit(List.of(new Change.SaveRun(ended)));
            return true;
        } catch (CatalogException e) {
            // The run stays open in the catalog: the next start settles it.
            LOG.error(
                    "run {} ended {} but that could not be written down: {}",
                    ended.id(),
                    ended.outcome(),
                    e.getMessage());
            return false;
        }
    }

    /** What ended while the catalog could not be written is written before anything new begins. */
    private void writeDownLate() {
        List<Run> late;
        lock.lock();
        try {
            late = unwritten.values().stream()
                    .filter(run -> run.outcome().isPresent())
                    .toList();
        } finally {
            lock.unlock();
        }
        for (Run run : late) {
            if (writeDown(run)) {
                lock.lock();
                try {
                    unwritten.remove(run.id());
                } finally {
                    lock.unlock();
                }
            }
        }
    }

    /** The run as it is now. */
    public Run get(RunId id) throws CopybladeException {
        lock.lock();
        try {
            RunContext context = active.get(id);
            if (context != null) {
                return context.run();
            }
            Run known = unwritten.get(id);
            if (known != null) {
                return known;
            }
        } finally {
            lock.unlock();
        }
        try {
            return catalog.run(id)
                    .orElseThrow(() -> new CopybladeException(ErrorCode.RUN_UNKNOWN, "there is no run " + id));
        } catch (CatalogException e) {
            throw Failure.of(e).asError();
        }
    }

    /** Runs under way, oldest first. */
    public List<Run> active() {
        lock.lock();
        try {
            List<Run> runs = new ArrayList<>(active.size());
            active.values().forEach(context -> runs.add(context.run()));
            return List.copyOf(runs);
        } finally {
            lock.unlock();
        }
    }

    /** Waits until the run is another than seen, or until the limit. */
    public Run await(Run seen, Duration limit) throws CopybladeException, InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        lock.lock();
        try {
            RunContext context = active.get(seen.id());
            while (context != null && context.run().equals(seen)) {
                long left = end - System.nanoTime();
                if (left <= 0) {
                    return context.run();
                }
                changed.awaitNanos(Math.min(left, TimeUnit.SECONDS.toNanos(1)));
                context = active.get(seen.id());
            }
        } finally {
            lock.unlock();
        }
        return get(seen.id());
    }

    /** Asks a run to stop. */
    public Run cancel(RunId id) throws CopybladeException {
        lock.lock();
        try {
            RunContext context = active.get(id);
            if (context != null) {
                context.cancel();
                return context.run();
            }
        } finally {
            lock.unlock();
        }
        Run run = get(id);
        throw new CopybladeException(
                ErrorCode.RUN_ENDED,
                "run " + id + " ended " + run.outcome().map(Outcome::name).orElse("unknown"));
    }

    /** Takes no new runs, asks all to stop and waits this long for them; answers how many are left. */
    public int close(Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        lock.lock();
        try {
            closed = true;
            active.values().forEach(RunContext::stop);
            while (!active.isEmpty() && end - System.nanoTime() > 0) {
                changed.awaitNanos(end - System.nanoTime());
            }
            return active.size();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return active.size();
        } finally {
            lock.unlock();
        }
    }

    private void signal() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
