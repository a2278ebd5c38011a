package org.copyblade.catalog.internal;

import org.copyblade.catalog.CatalogException;
import org.copyblade.catalog.CatalogException.Reason;

/**
 * A database that is opened when it is first used, and again at the next use after it could not be opened or broke. So a
 * catalog that is refused today is there as soon as its cause is gone.
 */
final class ReopeningDatabase implements Database {

    /** Opens the real one. */
    @FunctionalInterface
    interface Opener {
        Database open() throws CatalogException;
    }

    private final Opener opener;
    private Database current; // guarded by this; null while not open
    private boolean closed; // guarded by this

    ReopeningDatabase(Opener opener) {
        this.opener = opener;
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
            current = opener.open();
        }
        return current;
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
