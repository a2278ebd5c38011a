package org.copyblade.manager.internal.blade;

import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
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

    private final BladeRegistry blades;
    private final Waits waits;
    private final BooleanSupplier stopping;
    private final BooleanSupplier leaving;

    /**
     * Calls through a registry.
     *
     * @param waits for a blade that is absent, and before a repetition
     * @param stopping whether the manager stops: nobody waits for an absent blade any more, not even for what must be done
     * @param leaving whether it has been stopping for so long that nobody waits for a storage either
     */
    public BladeCalls(BladeRegistry blades, Waits waits, BooleanSupplier stopping, BooleanSupplier leaving) {
        this.blades = blades;
        this.waits = waits;
        this.stopping = stopping;
        this.leaving = leaving;
    }

    /** Whether what goes on step by step is to be left to the next start of the manager. */
    public boolean areLeaving() {
        return leaving.getAsBoolean();
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
     * Calls a blade once it is there.
     *
     * @param doing for the error text: what is being done on what
     * @param limit of one call
     */
    public <R> R call(BladeName name, String doing, Duration limit, Interest interest, Step<R> step) throws Failure {
        for (int attempt = 1; ; attempt++) {
            try {
                return leased(name, doing, limit, interest, step);
            } catch (BladeException e) {
                boolean again = e.recovery() == BladeException.Recovery.RETRY && attempt < TRIES;
                if (!again || interest.cancelled().getAsBoolean()) {
                    throw Failure.of(doing, e);
                }
            }
            pause(waits.retry().multipliedBy(attempt), interest);
        }
    }

    private <R> R leased(BladeName name, String doing, Duration limit, Interest interest, Step<R> step)
            throws Failure, BladeException {
        BooleanSupplier over =
                () -> stopping.getAsBoolean() || interest.cancelled().getAsBoolean();
        List<Lease<CopyBlade>> leases = blades.leaseAll(List.of(name), waits.absent(), over);
        if (leases.isEmpty()) {
            if (stopping.getAsBoolean()) {
                throw Failure.stopping(doing + ": blade " + name + " is not there");
            }
            if (interest.cancelled().getAsBoolean()) {
                throw Failure.cancelled();
            }
            throw Failure.failed(ErrorCode.BLADE_ABSENT, doing + ": blade " + name + " is not there");
        }
        try (Lease<CopyBlade> lease = leases.get(0)) {
            return step.call(lease.service(), Call.within(limit, interest.cancelled(), interest.progress()));
        } catch (RuntimeException | Error e) {
            throw Failure.misbehaved(ErrorCode.BLADE_MISBEHAVED, "blade " + name, doing, e);
        }
    }

    /** Waits between two steps, at most until nobody is interested any more. */
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
