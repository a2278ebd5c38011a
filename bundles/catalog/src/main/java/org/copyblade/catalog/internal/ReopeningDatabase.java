package org.copyblade.catalog.internal;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.copyblade.catalog.CatalogException;
import org.copyblade.catalog.CatalogException.Reason;

/**
 * A database that is opened when it is first used, and again at the next use after it could not be opened or broke. So a
 * catalog that is refused today is there as soon as its cause is gone. An attempt that took long is not made again for as long: of
 * hundreds of callers each would else wait for its own, one after the other.
 */
final class ReopeningDatabase implements Database {

    /** Opens the real one. */
    @FunctionalInterface
    interface Opener {
        Database open() throws CatalogException;
    }

    private static final long LONG_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Opener opener;
    private final LongSupplier clock;
    private Database current; // guarded by this; null while not open
    private CatalogException refusal; // guarded by this; of the last attempt if it took long, else null
    private long restsUntil; // guarded by this; where there is a refusal
    private boolean closed; // guarded by this

    ReopeningDatabase(Opener opener) {
        this(opener, System::nanoTime);
    }

    /** With another clock, in nanoseconds. */
    ReopeningDatabase(Opener opener, LongSupplier clock) {
        this.opener = opener;
        this.clock = clock;
    }

    @Override
    public <T> T read(Work<T> work) throws CatalogException {
        Database database = current();
        try {
            return database.read(work);
        } finally {
            dropIfBroken(database);
        }
    }

    @Override
    public <T> T write(Work<T> work) throws CatalogException {
        Database database = current();
        try {
            return database.write(work);
        } finally {
            dropIfBroken(database);
        }
    }

    @Override
    public synchronized boolean usable() {
        return !closed;
    }

    @Override
    public synchronized void close() {
        closed = true;
        drop();
    }

    private synchronized Database current() throws CatalogException {
        if (closed) {
            throw new CatalogException(Reason.FAILED, "the catalog is closed");
        }
        if (current == null) {
            current = open();
        }
        return current;
    }

    private Database open() throws CatalogException {
        long begun = clock.getAsLong();
        if (refusal != null && begun - restsUntil < 0) {
            throw new CatalogException(refusal.reason(), refusal.getMessage());
        }
        refusal = null;
        try {
            return opener.open();
        } catch (CatalogException e) {
            long now = clock.getAsLong();
            if (now - begun >= LONG_NANOS) {
                refusal = e;
                restsUntil = now + (now - begun);
            }
            throw e;
        }
    }

    private synchronized void dropIfBroken(Database used) {
        if (used == current && !used.usable()) {
            drop();
        }
    }

    private void drop() {
        if (current != null) {
            current.close();
            current = null;
        }
    }
}
