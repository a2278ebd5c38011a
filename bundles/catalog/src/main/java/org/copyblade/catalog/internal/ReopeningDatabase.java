package org.copyblade.catalog.internal;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.copyblade.catalog.CatalogException;
import org.copyblade.catalog.CatalogException.Reason;

/**
 * A database that is opened when it is first used, and again at the next use after it could not be opened or broke. So a
 * catalog that is refused today is there as soon as its cause is gone. An attempt that took long is not made again for as long, a
 * minute at most: of hundreds of callers each would else wait for its own, one after the other. One that takes longer than callers
 * have patience, as where the tables of many backups are brought up to date, goes on without them.
 */
final class ReopeningDatabase implements Database {

    /** Opens the real one. */
    @FunctionalInterface
    interface Opener {
        Database open() throws CatalogException;
    }

    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final Opener opener;
    private final SlowRefusals refusals;
    private final Duration patience;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile Database current; // changed under the lock; null while not open
    private volatile boolean closed;

    ReopeningDatabase(Opener opener) {
        this(opener, System::nanoTime, PATIENCE);
    }

    /**
     * With another clock, in nanoseconds.
     *
     * @param patience of whoever needs it while another opens it
     */
    ReopeningDatabase(Opener opener, LongSupplier clock, Duration patience) {
        this.opener = opener;
        this.refusals = new SlowRefusals(clock);
        this.patience = patience;
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
    public boolean usable() {
        return !closed;
    }

    /** Does not wait for whoever opens it now, who closes it again. */
    @Override
    public void close() {
        closed = true;
        dropIfClosed();
    }

    private Database current() throws CatalogException {
        if (!locked()) {
            throw notHad();
        }
        try {
            Database database = current;
            if (database == null && !closed) {
                database = refusals.attempt(opener::open);
                current = database;
            }
            if (closed) {
                throw new CatalogException(Reason.FAILED, "the catalog is closed");
            }
            return database;
        } finally {
            lock.unlock();
            // Whoever closed it meanwhile did not wait.
            dropIfClosed();
        }
    }

    /** A free one is taken also by a thread that was interrupted; it is marked so yet if one is not had because of it. */
    private boolean locked() {
        if (lock.tryLock()) {
            return true;
        }
        try {
            return lock.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private CatalogException notHad() {
        return new CatalogException(
                Reason.FAILED,
                Thread.currentThread().isInterrupted()
                        ? "interrupted while waiting for the catalog, which another opens or closes"
                        : "the catalog is being opened or closed since more than " + patience.toSeconds()
                                + " s; it takes long where the tables of an older version are brought up to date");
    }

    private void dropIfBroken(Database used) {
        // While another one is opened this is not the one there is, and nothing to wait for.
        if (used != current || used.usable() || !locked()) {
            return;
        }
        try {
            if (used == current) {
                drop();
            }
        } finally {
            lock.unlock();
            dropIfClosed();
        }
    }

    private void dropIfClosed() {
        if (closed && lock.tryLock()) {
            try {
                drop();
            } finally {
                lock.unlock();
            }
        }
    }

    private void drop() {
        if (current != null) {
            Database dropped = current;
            current = null;
            dropped.close();
        }
    }
}
