package org.copyblade.catalog.internal;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.copyblade.catalog.CatalogException;

/**
 * Keeps callers from waiting each for itself for what was refused slowly just now: it is not attempted again for as long as that
 * took, a minute at most, and then by one caller for all. What was refused soon is attempted again at once. Safe for many threads; nobody waits
 * for another.
 */
final class SlowRefusals {

    /** What may be refused. */
    @FunctionalInterface
    interface Attempt<T> {
        T make() throws CatalogException;
    }

    private static final long LONG_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long LONGEST_REST_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final LongSupplier clock;
    private CatalogException refusal; // guarded by this; of an attempt that took long, else null
    private long restsUntil; // guarded by this; where there is a refusal
    private boolean trying; // guarded by this; whether somebody attempts it in spite of a refusal
    private long successes; // guarded by this

    /** @param clock in nanoseconds */
    SlowRefusals(LongSupplier clock) {
        this.clock = clock;
    }

    /** @throws CatalogException of the attempt, or of the last one where that is not made */
    <T> T attempt(Attempt<T> attempt) throws CatalogException {
        long begun = clock.getAsLong();
        long before;
        boolean forAll;
        synchronized (this) {
            if (refusal != null && (trying || begun - restsUntil < 0)) {
                throw new CatalogException(refusal.reason(), refusal.getMessage());
            }
            before = successes;
            forAll = refusal != null;
            trying |= forAll;
        }
        try {
            T made = attempt.make();
            succeeded();
            return made;
        } catch (CatalogException e) {
            refused(e, begun, before);
            throw e;
        } finally {
            if (forAll) {
                tried();
            }
        }
    }

    /** It was seen to work, by whatever way. */
    synchronized void succeeded() {
        successes++;
        refusal = null;
    }

    /** What has worked meanwhile is none the worse for an attempt that was begun before. */
    private synchronized void refused(CatalogException e, long begun, long before) {
        long now = clock.getAsLong();
        if (before == successes) {
            refusal = now - begun >= LONG_NANOS ? e : null;
            restsUntil = now + Math.min(now - begun, LONGEST_REST_NANOS);
        }
    }

    private synchronized void tried() {
        trying = false;
    }
}
