package org.copyblade.manager.internal.backup;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.copyblade.blade.spi.Binding;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.spi.CopyBlade;
import org.copyblade.blade.spi.CopyGroup;
import org.copyblade.blade.spi.Establishment;
import org.copyblade.blade.spi.Hold;
import org.copyblade.blade.spi.Release;
import org.copyblade.manager.internal.lease.Lease;
import org.copyblade.manager.internal.run.Thrown;
import org.copyblade.system.spi.Deadline;
import org.copyblade.system.spi.Resumption;
import org.copyblade.system.spi.SuspendToken;
import org.copyblade.system.spi.Suspendable;
import org.copyblade.system.spi.Suspension;
import org.copyblade.system.spi.SystemException;

/**
 * The window: suspend, establish every group in parallel, release, resume. Nothing here writes a log, a journal or a query,
 * and resuming waits for nothing: neither for a blade that hangs nor for the catalog.
 *
 * <p>Used once, by one thread; the establishes run in threads of their own.
 */
final class Window {

    /** No establish is sent in the last part of the limit, so that an answer still fits in. */
    private static final double USABLE_PART = 0.8;

    /** How often it is asked whether copies are still wanted. */
    private static final Duration LOOK = Duration.ofMillis(500);

    private final Executor threads;
    private final int parallel;
    private final List<Slot> slots;
    private final Hold hold;
    private final Duration limit;

    /**
     * What is established within.
     *
     * @param group slowest first
     * @param lease on the blade, until the window is closed
     */
    record Slot(GroupRecord group, CopyGroup copyGroup, Lease<CopyBlade> lease) {
        private CopyBlade blade() {
            return lease.service();
        }
    }

    /** The system that is suspended for the window. */
    record Subject(Suspendable system, SuspendToken token) {}

    /**
     * What became of one group.
     *
     * @param establishment of the storage
     * @param release of its hold
     * @param thawMayCome whether a request that lets its hold go was not answered, so that the storage may carry it out later
     * @param error why it was not established
     * @param unknown whether it may be established all the same
     * @param underWay whether a request for it may still be under way
     * @param answered what the error of the establish leaves to be known
     * @param bundle of the blade that was asked, with its version
     */
    record SlotResult(
            Optional<Establishment> establishment,
            Release release,
            boolean thawMayCome,
            Optional<Obstacle> error,
            boolean unknown,
            boolean underWay,
            Optional<Binding> answered,
            String bundle) {

        /** The record of a group that was not established. */
        GroupRecord notEstablished(GroupRecord group) {
            GroupRecord newest = answered.map(binding -> group.with(binding)).orElse(group);
            return underWay ? newest : newest.with(GroupRecord.State.PREPARED);
        }
    }

    /**
     * What was seen.
     *
     * @param suspension empty if nothing was or could be suspended
     * @param resumption empty if nothing was to be suspended
     * @param releasedNanos when the first hold of a storage was let go
     * @param results by group id
     * @param unresumed of a system that has not confirmed that it goes on; empty otherwise
     * @param error why the system could not be suspended; empty if it was
     */
    record Result(
            Optional<Suspension> suspension,
            Optional<Resumption> resumption,
            Optional<Long> releasedNanos,
            Map<String, SlotResult> results,
            Optional<SuspendToken> unresumed,
            Optional<Obstacle> error) {

        /** The same, of a system that has confirmed it after all. */
        Result resumedAt(long nanos) {
            return new Result(
                    suspension,
                    resumption.map(end -> new Resumption(end.verdict(), end.why(), end.checkedNanos(), nanos)),
                    releasedNanos,
                    results,
                    Optional.empty(),
                    error);
        }

        /** How long the system was held; empty if it was not. */
        Optional<Duration> length() {
            return suspension.flatMap(
                    begin -> resumption.map(end -> Duration.ofNanos(end.resumedNanos() - begin.askedNanos())));
        }
    }

    /**
     * A window that is not open yet.
     *
     * @param threads for all calls of blades
     * @param parallel most establishes at one time
     * @param slots in the order in which they are to be established
     * @param hold wanted of the storages
     * @param limit of the whole window
     */
    Window(Executor threads, int parallel, List<Slot> slots, Hold hold, Duration limit) {
        this.threads = threads;
        this.parallel = parallel;
        this.slots = slots;
        this.hold = hold;
        this.limit = limit;
    }

    /** Opens and closes the window around a suspended system. */
    Result around(Subject subject) {
        Optional<Suspension> suspension = Optional.empty();
        Optional<Obstacle> error = Optional.empty();
        Map<String, SlotResult> results = new HashMap<>();
        End end;
        Establishing establishing = new Establishing(() -> false);
        try {
            suspension = Optional.of(subject.system().suspend(subject.token(), Deadline.within(limit)));
            establishing.run();
        } catch (SystemException e) {
            error = Optional.of(Obstacle.of(e));
        } catch (RuntimeException | Error e) {
            // What was begun is still to be released and collected.
            error = Optional.of(Obstacle.of("the window was broken off by " + Thrown.text(e)));
        } finally {
            end = resume(subject);
        }
        Optional<Long> released = establishing.release();
        establishing.collect(results);
        return new Result(suspension, Optional.of(end.resumption()), released, results, end.unresumed(), error);
    }

    private record End(Resumption resumption, Optional<SuspendToken> unresumed) {}

    private static End resume(Subject subject) {
        try {
            return new End(
                    Objects.requireNonNull(subject.system().resume(subject.token()), "no answer"), Optional.empty());
        } catch (RuntimeException | Error e) {
            // The guards resume at the limit; here it is only known that nothing is proven, and that it has to be asked
            // again.
            return new End(
                    new Resumption(
                            Resumption.Verdict.BROKEN, "the adapter threw " + Thrown.text(e), 0, System.nanoTime()),
                    Optional.of(subject.token()));
        }
    }

    /**
     * Establishes without suspending anything.
     *
     * @param unwanted becomes true once nobody wants the copies any more; asked only where no storage holds writes
     */
    Result alone(BooleanSupplier unwanted) {
        Map<String, SlotResult> results = new HashMap<>();
        Establishing establishing = new Establishing(hold.wanted() ? () -> false : unwanted);
        Optional<Long> released;
        try {
            establishing.run();
        } finally {
            released = establishing.release();
        }
        establishing.collect(results);
        return new Result(Optional.empty(), Optional.empty(), released, results, Optional.empty(), Optional.empty());
    }

    /** All establishes of the window. */
    private final class Establishing {
        private final CompletionService<Establishment> completion =
                new ExecutorCompletionService<>(new Bounded(threads, parallel));
        private final Map<Future<Establishment>, Slot> pending = new HashMap<>();
        private final Map<Slot, Establishment> established = new HashMap<>();
        private final Map<Slot, Obstacle> errors = new HashMap<>();
        private final List<Slot> unknown = new ArrayList<>();
        private final List<Slot> notLetGo = new ArrayList<>();
        private final List<Slot> underWay = new ArrayList<>();
        private final Map<Slot, Binding> answered = new HashMap<>();
        private final Map<Slot, Release> releases = new HashMap<>();
        private final BooleanSupplier unwanted;
        private final AtomicBoolean closed = new AtomicBoolean();
        private long end;

        Establishing(BooleanSupplier unwanted) {
            this.unwanted = unwanted;
        }

        /** Starts all and waits until all have answered, one has failed, or the time is up. */
        void run() {
            Duration usable = Duration.ofNanos((long) (limit.toNanos() * USABLE_PART));
            end = System.nanoTime() + usable.toNanos();
            for (Slot slot : slots) {
                pending.put(start(slot, usable), slot);
            }
            while (errors.isEmpty() && takeNext()) {
                continue;
            }
            closed.set(true);
        }

        /** One that hangs keeps its blade beyond the window: nobody may stop a bundle that is still making a copy. */
        private Future<Establishment> start(Slot slot, Duration usable) {
            Lease<CopyBlade> kept = slot.lease().again();
            Call call = Call.within(usable, unwanted, percent -> {});
            try {
                return completion.submit(() -> {
                    try (kept) {
                        return establish(kept.service(), slot, call);
                    }
                });
            } catch (RejectedExecutionException e) {
                kept.close();
                throw e;
            }
        }

        /** The first that fails closes the window for those whose turn has not come. */
        private Establishment establish(CopyBlade blade, Slot slot, Call call) throws BladeException {
            if (closed.get()) {
                throw new BladeException(
                        "DCM-CLOSED",
                        "not asked for a copy: the window was closed before its turn",
                        "",
                        BladeException.Recovery.RETRY);
            }
            boolean done = false;
            try {
                Establishment establishment =
                        blade.establish(slot.copyGroup(), slot.group().binding(), hold, call);
                done = true;
                return establishment;
            } finally {
                if (!done) {
                    closed.set(true);
                }
            }
        }

        /** Waits for one more answer; false if there will be none in time, or none is wanted any more. */
        private boolean takeNext() {
            while (!pending.isEmpty()) {
                if (take(Math.max(0, Math.min(LOOK.toNanos(), end - System.nanoTime())))) {
                    return true;
                }
                if (end - System.nanoTime() <= 0 || Thread.currentThread().isInterrupted() || unwanted.getAsBoolean()) {
                    return false;
                }
            }
            return false;
        }

        private boolean take(long nanos) {
            Future<Establishment> done;
            try {
                done = completion.poll(nanos, TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
            if (done == null) {
                return false;
            }
            Slot slot = pending.remove(done);
            try {
                established.put(slot, done.get());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                unknown.add(slot);
                underWay.add(slot);
            } catch (ExecutionException e) {
                note(slot, e.getCause());
            }
            return true;
        }

        private void note(Slot slot, Throwable cause) {
            if (cause instanceof BladeException e) {
                errors.put(slot, Obstacle.of(e));
                e.binding().ifPresent(binding -> answered.put(slot, binding));
                switch (e.recovery()) {
                    case FIX_REQUEST, RETRY -> {
                        // Nothing has happened.
                    }
                    case LOOK_FIRST -> {
                        unknown.add(slot);
                        underWay.add(slot);
                    }
                    case ASK_OPERATOR -> underWay.add(slot);
                }
            } else {
                errors.put(slot, Obstacle.of("blade " + slot.group().blade() + " threw " + Thrown.text(cause)));
                unknown.add(slot);
                underWay.add(slot);
            }
        }

        /** Lets the holds of all storages go, none waiting for another; answers when the first was let go. */
        Optional<Long> release() {
            if (!hold.wanted()) {
                return Optional.empty();
            }
            long first = System.nanoTime();
            Map<Slot, FutureTask<Release>> asked = new LinkedHashMap<>();
            for (Slot slot : slots) {
                Establishment done = established.get(slot);
                Binding binding = done == null ? slot.group().binding() : done.binding();
                FutureTask<Release> task =
                        new FutureTask<>(() -> slot.blade().release(slot.copyGroup(), binding, Call.within(limit)));
                asked.put(slot, task);
                inAThreadOfItsOwn(task);
            }
            asked.forEach((slot, task) -> releases.put(slot, answer(slot, task)));
            return Optional.of(first);
        }

        /** Where no thread is to be had this one does it: a hold must not last for want of a thread. */
        private void inAThreadOfItsOwn(FutureTask<Release> task) {
            try {
                threads.execute(task);
            } catch (RejectedExecutionException | OutOfMemoryError e) {
                // The error is what a host says that can make no more threads.
                task.run();
            }
        }

        private Release answer(Slot slot, FutureTask<Release> task) {
            boolean interrupted = false;
            while (true) {
                try {
                    Release release = task.get();
                    if (interrupted) {
                        Thread.currentThread().interrupt();
                    }
                    return release;
                } catch (InterruptedException e) {
                    // The blade stays leased until it has answered.
                    interrupted = true;
                } catch (ExecutionException e) {
                    notLetGo.add(slot);
                    errors.putIfAbsent(
                            slot,
                            e.getCause() instanceof BladeException failed
                                    ? Obstacle.of(failed)
                                    : Obstacle.of("release threw " + Thrown.text(e.getCause())));
                    return Release.LOST;
                }
            }
        }

        /** After the window: takes late answers and says what became of each group. */
        void collect(Map<String, SlotResult> results) {
            while (takeNext()) {
                continue;
            }
            for (Slot slot : slots) {
                boolean late = pending.containsValue(slot);
                results.put(
                        slot.group().group(),
                        new SlotResult(
                                Optional.ofNullable(established.get(slot)),
                                releases.getOrDefault(slot, Release.NOTHING_HELD),
                                notLetGo.contains(slot),
                                late
                                        ? Optional.of(Obstacle.of("no answer within the window"))
                                        : Optional.ofNullable(errors.get(slot)),
                                late || unknown.contains(slot),
                                late || underWay.contains(slot),
                                Optional.ofNullable(answered.get(slot)),
                                slot.lease().provider()));
            }
        }
    }
}
