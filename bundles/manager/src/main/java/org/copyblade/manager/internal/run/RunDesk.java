package org.copyblade.manager.internal.run;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

/**
 * Starts runs, each in a thread of its own, knows those under way and writes down how they end. Safe for many threads.
 */
public final class RunDesk {

    private final Catalog catalog;
    private final Clock clock;
    private final Locks locks;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<RunId, RunContext> active = new LinkedHashMap<>();
    private final RunEnds ends;
    private final Opening opening;
    private boolean closed;

    public RunDesk(Catalog catalog, Clock clock, Locks locks) {
        this.catalog = catalog;
        this.clock = clock;
        this.locks = locks;
        this.ends = new RunEnds(catalog, clock);
        this.opening = new Opening();
    }

    /** Tells of each run that has ended, once everybody can see its end; must not wait for anything. */
    public void onEnd(Consumer<Run> listener) {
        ends.onEnd(listener);
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
        opening.await();
        ends.writeDownLate();
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
        opening.open();
    }

    /** What an earlier process left open could not be taken up yet: whoever waits is told so soon. */
    public void openingFailed() {
        opening.failed();
    }

    public boolean isOpen() {
        return opening.isOpen();
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
            Optional<Run> end = ends.work(context, run.worker());
            ended = end.orElse(ended);
            written = end.isEmpty() || ends.writeDown(ended);
        } finally {
            free.run();
            if (!written) {
                ends.keep(ended);
            }
            lock.lock();
            try {
                active.remove(context.id());
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
        if (ended.outcome().isPresent()) {
            ends.tell(ended);
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
        } finally {
            lock.unlock();
        }
        Optional<Run> kept = ends.kept(id);
        if (kept.isPresent()) {
            return kept.orElseThrow();
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
        opening.end();
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
