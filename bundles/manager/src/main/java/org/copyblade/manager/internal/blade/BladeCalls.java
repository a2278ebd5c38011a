package org.copyblade.manager.internal.blade;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.copyblade.api.ErrorCode;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.spi.CopyBlade;
import org.copyblade.manager.internal.lease.Lease;
import org.copyblade.manager.internal.run.Failure;
import org.copyblade.manager.internal.run.Waits;

/**
 * Calls blades outside the window: each call under a lease of its own, so that a blade can be upgraded between any two;
 * waits for one that is absent; repeats what the blade says may be repeated. Safe for many threads.
 */
public final class BladeCalls {

    private static final int TRIES = 5;

    /** What a try may take at least, however late in a stop it comes: blades answer within seconds. */
    private static final Duration LAST = Duration.ofSeconds(5);

    private final BladeRegistry blades;
    private final Waits waits;
    private final Supplier<Optional<Duration>> leftOfStop;

    /**
     * Calls through a registry.
     *
     * @param waits for a blade that is absent, and before a repetition
     * @param leftOfStop how long a storage is still waited for once the manager stops, when nobody waits for an absent blade any
     *     more, not even for what must be done; empty while it does not stop
     */
    public BladeCalls(BladeRegistry blades, Waits waits, Supplier<Optional<Duration>> leftOfStop) {
        this.blades = blades;
        this.waits = waits;
        this.leftOfStop = leftOfStop;
    }

    /** Whether what goes on step by step is to be left to the next start of the manager. */
    public boolean areLeaving() {
        return leftOfStop.get().filter(BladeCalls::isNothing).isPresent();
    }

    private static boolean isNothing(Duration left) {
        return left.isNegative() || left.isZero();
    }

    private boolean areStopping() {
        return leftOfStop.get().isPresent();
    }

    /**
     * One call.
     *
     * @param <R> what it answers
     */
    @FunctionalInterface
    public interface Step<R> {
        R call(CopyBlade blade, Call call) throws BladeException;
    }

    /** Whether the caller still wants the result, and whom to tell of progress. */
    public record Interest(BooleanSupplier cancelled, IntConsumer progress) {
        /** For what must be done in any case. */
        public static final Interest ALWAYS = new Interest(() -> false, percent -> {});
    }

    /**
     * What bounds the tries of one call.
     *
     * @param each what one of them may take
     * @param end of all the steps that this is one of, on the clock of {@link System#nanoTime}; empty: it is no step
     */
    private record Limit(Duration each, OptionalLong end) {

        boolean isOfAStep() {
            return end.isPresent();
        }

        Duration left() {
            if (end.isEmpty()) {
                return each;
            }
            return shorter(each, Duration.ofNanos(end.getAsLong() - System.nanoTime()));
        }

        boolean isOver() {
            return isNothing(left());
        }

        /** What may take longer than a blade waits before it goes is broken off by an upgrade, and tried again. */
        boolean givesWay() {
            return each.compareTo(BladeRegistry.DRAIN_LIMIT) > 0;
        }
    }

    /**
     * Calls a blade once it is there.
     *
     * @param doing for the error text: what is being done on what
     * @param limit of one call
     */
    public <R> R call(BladeName name, String doing, Duration limit, Interest interest, Step<R> step) throws Failure {
        return call(name, doing, new Limit(limit, OptionalLong.empty()), interest, step);
    }

    /**
     * The same for one step of what goes on step by step, and may be gone on with by the next start of the manager: once this
     * one leaves, no step is tried.
     *
     * @param each limit of one call
     * @param end of all steps with all their tries, on the clock of {@link System#nanoTime}
     */
    public <R> R step(BladeName name, String doing, Duration each, long end, Interest interest, Step<R> step)
            throws Failure {
        return call(name, doing, new Limit(each, OptionalLong.of(end)), interest, step);
    }

    private <R> R call(BladeName name, String doing, Limit limit, Interest interest, Step<R> step) throws Failure {
        for (int attempt = 1; ; attempt++) {
            if (limit.isOfAStep() && areLeaving()) {
                throw Failure.stopping(doing + ": it is not done yet");
            }
            try {
                return leased(name, doing, limit, interest, step);
            } catch (BladeException e) {
                if (areLeaving() && isLeftToTheNextStart(e, limit)) {
                    throw Failure.stopping(doing + ": " + e.code() + " " + e.getMessage());
                }
                boolean again = e.recovery() == BladeException.Recovery.RETRY && attempt < TRIES && !limit.isOver();
                if (!again || interest.cancelled().getAsBoolean()) {
                    throw Failure.of(doing, e);
                }
            }
            pause(waits.retry().multipliedBy(attempt), interest);
        }
    }

    /** Nothing is tried again by a manager that leaves; who goes on with a step looks first, as after a crash. */
    private static boolean isLeftToTheNextStart(BladeException e, Limit limit) {
        return switch (e.recovery()) {
            case RETRY -> true;
            case LOOK_FIRST -> limit.isOfAStep();
            case FIX_REQUEST, ASK_OPERATOR -> false;
        };
    }

    private <R> R leased(BladeName name, String doing, Limit limit, Interest interest, Step<R> step)
            throws Failure, BladeException {
        BooleanSupplier over = () -> areStopping() || interest.cancelled().getAsBoolean();
        List<Lease<CopyBlade>> leases = blades.leaseAll(
                List.of(name), limit.isOfAStep() ? shorter(waits.absent(), limit.left()) : waits.absent(), over);
        if (leases.isEmpty()) {
            if (areStopping()) {
                throw Failure.stopping(doing + ": blade " + name + " is not there");
            }
            if (interest.cancelled().getAsBoolean()) {
                throw Failure.cancelled();
            }
            throw Failure.failed(ErrorCode.BLADE_ABSENT, doing + ": blade " + name + " is not there");
        }
        try (Lease<CopyBlade> lease = leases.get(0)) {
            Duration left = limit.left();
            if (isNothing(left)) {
                throw Failure.failed(ErrorCode.COPY_FAILED, doing + ": not done within its limit");
            }
            BooleanSupplier cancelled = limit.givesWay()
                    ? () -> interest.cancelled().getAsBoolean() || lease.isRecalled()
                    : interest.cancelled();
            return step.call(lease.service(), Call.within(inAStop(left), cancelled, interest.progress()));
        } catch (RuntimeException | Error e) {
            throw Failure.misbehaved(ErrorCode.BLADE_MISBEHAVED, "blade " + name, doing, e);
        }
    }

    /** Nobody waits longer for the end of a run than the stop of its manager takes. */
    private Duration inAStop(Duration limit) {
        return leftOfStop
                .get()
                .map(left -> shorter(limit, left.compareTo(LAST) < 0 ? LAST : left))
                .orElse(limit);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** Waits between two steps of what ends then, at most until nobody is interested any more or this leaves. */
    public void pause(Duration duration, long end, Interest interest) {
        Duration left = Duration.ofNanos(end - System.nanoTime());
        BooleanSupplier over = () -> interest.cancelled().getAsBoolean() || areLeaving();
        pause(shorter(duration, left), new Interest(over, interest.progress()));
    }

    /** Waits at most until nobody is interested any more. */
    public static void pause(Duration duration, Interest interest) {
        long end = System.nanoTime() + duration.toNanos();
        try {
            while (end - System.nanoTime() > 0 && !interest.cancelled().getAsBoolean()) {
                Thread.sleep(Math.max(1, Math.min(50, (end - System.nanoTime()) / 1_000_000)));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
