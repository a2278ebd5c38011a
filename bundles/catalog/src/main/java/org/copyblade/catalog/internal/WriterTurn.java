package org.copyblade.catalog.internal;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.copyblade.catalog.CatalogException;
import org.copyblade.catalog.CatalogException.Reason;

/** Lets one thread write at a time, in the order of their asking, and none wait for longer than a limit. */
final class WriterTurn {

    private final String catalog;
    private final Duration limit;
    private final ReentrantLock lock = new ReentrantLock(true);

    WriterTurn(String catalog, Duration limit) {
        this.catalog = catalog;
        this.limit = limit;
    }

    void take() throws CatalogException {
        boolean mine = false;
        try {
            mine = lock.tryLock(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!mine) {
            throw new CatalogException(
                    Reason.FAILED, "catalog " + catalog + " was busy for " + limit.toMillis() + " ms");
        }
    }

    /** For closing: waits for the transaction under way, however long. */
    void takeLast() {
        lock.lock();
    }

    void giveBack() {
        lock.unlock();
    }
}
