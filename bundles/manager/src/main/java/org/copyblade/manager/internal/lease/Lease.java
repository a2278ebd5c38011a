package org.copyblade.manager.internal.lease;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * The right to call a service until closed. Closing twice is harmless. Safe for many threads.
 *
 * @param <T> type of the service
 */
public final class Lease<T> implements AutoCloseable {

    private final T service;
    private final String provider;
    private final BooleanSupplier recalled;
    private final AtomicReference<Runnable> giveBack;
    private final Supplier<Lease<T>> again;

    Lease(T service, String provider, BooleanSupplier recalled, Runnable giveBack, Supplier<Lease<T>> again) {
        this.service = service;
        this.provider = provider;
        this.recalled = recalled;
        this.giveBack = new AtomicReference<>(giveBack);
        this.again = again;
    }

    /** Whether the service is to go and waits for this lease: work that can be done again later gives way. */
    public boolean isRecalled() {
        return recalled.getAsBoolean();
    }

    /** One more lease on the same service, for a call that may outlast this one. To be asked for before this one is closed. */
    public Lease<T> again() {
        if (giveBack.get() == null) {
            throw new IllegalStateException("the lease on " + provider + " is closed");
        }
        return again.get();
    }

    /** The service; not to be used after {@link #close}. */
    public T service() {
        return service;
    }

    /** Whose service it is, as its key says; may be asked after {@link #close}. */
    public String provider() {
        return provider;
    }

    @Override
    public void close() {
        Runnable action = giveBack.getAndSet(null);
        if (action != null) {
            action.run();
        }
    }
}
