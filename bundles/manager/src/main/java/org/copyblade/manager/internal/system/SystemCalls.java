package org.copyblade.manager.internal.system;

import java.time.Duration;
import org.copyblade.api.ErrorCode;
import org.copyblade.manager.internal.lease.Lease;
import org.copyblade.manager.internal.run.Failure;
import org.copyblade.system.spi.ProtectedSystem;
import org.copyblade.system.spi.SystemException;

/** Calls a protected system outside the window, each call under a lease of its own. Safe for many threads. */
public final class SystemCalls {

    private final SystemRegistry systems;
    private final Duration systemWait;

    /**
     * Calls through a registry.
     *
     * @param systemWait how long a call waits for an adapter that is absent
     */
    public SystemCalls(SystemRegistry systems, Duration systemWait) {
        this.systems = systems;
        this.systemWait = systemWait;
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
        try (Lease<ProtectedSystem> lease = systems.lease(name, systemWait).orElseThrow(() -> absent(name, doing))) {
            if (!ability.isInstance(lease.service())) {
                throw Failure.failed(
                        ErrorCode.SYSTEM_FAILED,
                        doing + ": the adapter of system " + name + " cannot do that (" + ability.getSimpleName()
                                + ")");
            }
            return step.call(ability.cast(lease.service()));
        } catch (SystemException e) {
            throw Failure.of(doing, e);
        } catch (RuntimeException | LinkageError e) {
            throw Failure.misbehaved("the adapter of system " + name, doing, e);
        }
    }

    /** Whether the adapter of a system has an ability now. */
    public boolean can(String name, Class<?> ability) throws Failure {
        try (Lease<ProtectedSystem> lease =
                systems.lease(name, systemWait).orElseThrow(() -> absent(name, "look at system " + name))) {
            return ability.isInstance(lease.service());
        }
    }

    private static Failure absent(String name, String doing) {
        return Failure.failed(ErrorCode.SYSTEM_ABSENT, doing + ": the adapter of system " + name + " is not there");
    }
}
