package org.copyblade.manager.internal.window;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
import org.copyblade.api.ErrorCode;
import org.copyblade.blade.spi.Binding;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.spi.CopyBlade;
import org.copyblade.blade.spi.Establishment;
import org.copyblade.blade.spi.Hold;
import org.copyblade.blade.spi.Release;
import org.copyblade.manager.internal.lease.Lease;
import org.copyblade.manager.internal.run.Thrown;
import org.copyblade.manager.internal.window.Window.Slot;
import org.copyblade.manager.internal.window.Window.SlotResult;

/**
 * All establishes of one window, and the releases of their holds. Nothing here writes a log, a journal or a query. Used by the
 * one thread of the window; each establish and each release runs in a thread of its own.
 */
final class Establishing {

    /** No establish is sent in the last part of the limit, so that an answer still fits in. */
    private static final double USABLE_PART = 0.8;

    /** How often it is asked whether copies are still wanted. */
    private static final Duration LOOK = Duration.ofMillis(500);

    private final Executor threads;
    private final List<Slot> slots;
    private final Hold hold;
    private final Duration limit;
    private final BooleanSupplier unwanted;
    private final CompletionService<Establishment> completion;
    private final Map<Future<Establishment>, Slot> pending = new HashMap<>();
    private final Map<Slot, Establishment> established = new HashMap<>();
    private final Map<Slot, Obstacle> errors = new HashMap<>();
    private final List<Slot> unknown = new ArrayList<>();
    private final List<Slot> notLetGo = new ArrayList<>();
    private final List<Slot> underWay = new ArrayList<>();
    private final Map<Slot, Binding> answered = new HashMap<>();
    private final Map<Slot, Release> releases = new HashMap<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private long end;

    Establishing(
            Executor threads, int parallel, List<Slot> slots, Hold hold, Duration limit, BooleanSupplier unwanted) {
        this.threads = threads;
        this.slots = slots;
        this.hold = hold;
        this.limit = limit;
        this.unwanted = unwanted;
        this.completion = new ExecutorCompletionService<>(new Bounded(threads, parallel));
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
                    ErrorCode.COPY_FAILED.id(),
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
