package org.copyblade.manager.internal.lease;

import java.util.concurrent.atomic.AtomicReference;

/**
 * The right to call a service until closed. Closing twice is harmless. Safe for many threads.
 *
 * @param <T> type of the service
 */
public final class Lease<T> implements AutoCloseable {

    private final T service;
    private final String provider;
    private final AtomicReference<Runnable> giveBack;

    Lease(T service, String provider, Runnable giveBack) {
        this.service = service;
        this.provider = provider;
        this.giveBack = new AtomicReference<>(giveBack);
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
