package org.copyblade.manager.internal.system;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.copyblade.api.ErrorCode;
import org.copyblade.manager.internal.lease.Lease;
import org.copyblade.manager.internal.run.Failure;
import org.copyblade.system.spi.Deadline;
import org.copyblade.system.spi.ProtectedSystem;
import org.copyblade.system.spi.SystemException;

/** Calls a protected system outside the window, each call under a lease of its own. Safe for many threads. */
public final class SystemCalls {

    private final SystemRegistry systems;
    private final Duration systemWait;
    private final BooleanSupplier stopping;

    /**
     * Calls through a registry.
     *
     * @param systemWait how long a call waits for an adapter that is absent
     * @param stopping whether the manager stops: nobody waits for an absent adapter any more, not even for what must be done
     */
    public SystemCalls(SystemRegistry systems, Duration systemWait, BooleanSupplier stopping) {
        this.systems = systems;
        this.systemWait = systemWait;
        this.stopping = stopping;
    }

    /**
     * One call.
     *
     * @param <A> ability it needs
     * @param <R> what it answers
     */
    @FunctionalInterface
    public interface Step<A, R> {
        R call(A system) throws SystemException;
    }

    /**
     * Calls a system.
     *
     * @param ability the interface of the contract that the call needs
     * @param doing for the error text
     */
    public <A, R> R call(String name, Class<A> ability, String doing, Step<A, R> step) throws Failure {
        return leased(name, ability, doing, lease -> step.call(ability.cast(lease.service())));
    }

    @FunctionalInterface
    private interface Leased<R> {
        R call(Lease<ProtectedSystem> lease) throws SystemException;
    }

    private <R> R leased(String name, Class<?> ability, String doing, Leased<R> step) throws Failure {
        try (Lease<ProtectedSystem> lease = lease(name, doing)) {
            if (!ability.isInstance(lease.service())) {
                throw Failure.failed(
                        ErrorCode.SYSTEM_FAILED,
                        doing + ": the adapter of system " + name + " cannot do that (" + ability.getSimpleName()
                                + ")");
            }
            return step.call(lease);
        } catch (SystemException e) {
            throw Failure.of(doing, e);
        } catch (RuntimeException | Error e) {
            throw Failure.misbehaved(ErrorCode.SYSTEM_FAILED, "the adapter of system " + name, doing, e);
        }
    }

    /**
     * One call that may take long.
     *
     * @param <A> ability it needs
     * @param <R> what it answers
     */
    @FunctionalInterface
    public interface LongStep<A, R> {
        R call(A system, Deadline deadline) throws SystemException;
    }

    /**
     * Makes a call that may take longer than an adapter waits before it goes, and that may be made again: it gives way to an
     * upgrade and is made anew by the adapter that comes.
     *
     * @param limit over all of it
     * @param cancelled whether nobody wants it any more
     */
    public <A, R> R callLong(
            String name, Class<A> ability, String doing, Duration limit, BooleanSupplier cancelled, LongStep<A, R> step)
            throws Failure {
        long end = System.nanoTime() + limit.toNanos();
        while (true) {
            Optional<R> answer = leased(name, ability, doing, lease -> {
                Duration left = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
                BooleanSupplier over = () -> cancelled.getAsBoolean() || lease.isRecalled();
                try {
                    return Optional.of(step.call(ability.cast(lease.service()), Deadline.within(left, over)));
                } catch (SystemException e) {
                    if (lease.isRecalled() && !cancelled.getAsBoolean() && !left.isZero()) {
                        return Optional.empty();
                    }
                    throw e;
                }
            });
            if (answer.isPresent()) {
                return answer.orElseThrow();
            }
        }
    }

    /** Whether the adapter of a system has an ability now. */
    public boolean can(String name, Class<?> ability) throws Failure {
        try (Lease<ProtectedSystem> lease = lease(name, "look at system " + name)) {
            return ability.isInstance(lease.service());
        }
    }

    private Lease<ProtectedSystem> lease(String name, String doing) throws Failure {
        return systems.lease(name, systemWait, stopping).orElseThrow(() -> absent(name, doing));
    }

    private Failure absent(String name, String doing) {
        if (stopping.getAsBoolean()) {
            return Failure.stopping(doing + ": the adapter of system " + name + " is not there");
        }
        return Failure.failed(ErrorCode.SYSTEM_ABSENT, doing + ": the adapter of system " + name + " is not there");
    }
}
