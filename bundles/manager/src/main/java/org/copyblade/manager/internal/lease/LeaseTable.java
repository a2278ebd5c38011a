package org.copyblade.manager.internal.lease;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * Services of one type that may go at any time, handed out in short leases.
 *
 * <p>A service that is to go is taken out first, so that nobody gets a new lease, and then {@link #remove} waits until the
 * leases that exist are given back: whoever calls a service under a lease never sees it stopped. Whoever needs a service
 * that is not there, waits; nobody waits while holding another one, because several are leased at once or not at all.
 *
 * <p>Safe for many threads. No code of a service runs under the lock.
 *
 * @param <K> name, order and identity of a service: the greatest of several that fit is taken. Keys are equal if they are of
 *     the same service, whatever name it has by now
 * @param <T> type of the service
 */
public final class LeaseTable<K extends Comparable<? super K>, T> {

    /** Between two looks at whether anybody still wants what is waited for. */
    private static final long LOOK = TimeUnit.MILLISECONDS.toNanos(50);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<Entry<K, T>> entries = new ArrayList<>();

    private static final class Entry<K, T> {
        private final T service;
        private K key;
        private int leases;
        private volatile boolean going;

        private Entry(K key, T service) {
            this.key = key;
            this.service = service;
        }
    }

    /** What is there now, to be called under a lease only. */
    public record Present<K>(K key, int leases) {}

    /** A service is there. */
    public void add(K key, T service) {
        lock.lock();
        try {
            entries.add(new Entry<>(key, service));
            sort();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * A service has another name or place in the order from now on; leases on it stay.
     *
     * @return its key until now; empty if it is not there
     */
    public Optional<K> rekey(K key) {
        lock.lock();
        try {
            Optional<Entry<K, T>> renamed = entry(key);
            Optional<K> before = renamed.map(entry -> entry.key);
            renamed.ifPresent(entry -> {
                entry.key = key;
                sort();
                changed.signalAll();
            });
            return before;
        } finally {
            lock.unlock();
        }
    }

    /** The key by which a service is there now; empty if it is not. */
    public Optional<K> known(K key) {
        lock.lock();
        try {
            return entry(key).map(entry -> entry.key);
        } finally {
            lock.unlock();
        }
    }

    private Optional<Entry<K, T>> entry(K key) {
        return entries.stream().filter(entry -> entry.key.equals(key)).findFirst();
    }

    private void sort() {
        entries.sort(Comparator.comparing(entry -> entry.key));
    }

    /**
     * A service is to go: gives no more leases on it and waits until those that exist are given back.
     *
     * @return leases still out after the limit; 0 is a clean end
     */
    public int remove(K key, Duration limit) {
        lock.lock();
        try {
            Optional<Entry<K, T>> there = entry(key);
            if (there.isEmpty()) {
                return 0;
            }
            Entry<K, T> going = there.orElseThrow();
            entries.remove(going);
            going.going = true;
            long left = limit.toNanos();
            while (going.leases > 0 && left > 0) {
                left = awaitChange(left);
            }
            return going.leases;
        } finally {
            lock.unlock();
        }
    }

    /** Everything that is there now, in order. */
    public List<Present<K>> present() {
        lock.lock();
        try {
            List<Present<K>> result = new ArrayList<>(entries.size());
            for (Entry<K, T> entry : entries) {
                result.add(new Present<>(entry.key, entry.leases));
            }
            return List.copyOf(result);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Leases one service for each condition, all at once.
     *
     * @param wanted one condition per service
     * @param limit how long to wait until all are there
     * @param over whether nobody wants them any more; asked often, under the lock
     * @return in the order of the conditions; empty if they were not all there in time, it is over, or the thread was
     *     interrupted
     */
    public List<Lease<T>> leaseAll(Collection<Predicate<K>> wanted, Duration limit, BooleanSupplier over) {
        lock.lock();
        try {
            long left = limit.toNanos();
            while (true) {
                List<Entry<K, T>> found = find(wanted);
                if (found.size() == wanted.size()) {
                    List<Lease<T>> leases = new ArrayList<>(found.size());
                    found.forEach(entry -> leases.add(lease(entry)));
                    return List.copyOf(leases);
                }
                if (left <= 0 || over.getAsBoolean() || Thread.currentThread().isInterrupted()) {
                    return List.of();
                }
                long slice = Math.min(left, LOOK);
                left -= slice - awaitChange(slice);
            }
        } finally {
            lock.unlock();
        }
    }

    private List<Entry<K, T>> find(Collection<Predicate<K>> wanted) {
        List<Entry<K, T>> found = new ArrayList<>(wanted.size());
        for (Predicate<K> condition : wanted) {
            Entry<K, T> best = null;
            for (Entry<K, T> entry : entries) {
                if (condition.test(entry.key)) {
                    best = entry;
                }
            }
            if (best != null) {
                found.add(best);
            }
        }
        return found;
    }

    private Lease<T> lease(Entry<K, T> entry) {
        lock.lock();
        try {
            entry.leases++;
            return new Lease<>(
                    entry.service, entry.key.toString(), () -> entry.going, () -> giveBack(entry), () -> lease(entry));
        } finally {
            lock.unlock();
        }
    }

    private long awaitChange(long nanos) {
        try {
            return changed.awaitNanos(Math.min(nanos, TimeUnit.DAYS.toNanos(1)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    private void giveBack(Entry<K, T> entry) {
        lock.lock();
        try {
            entry.leases--;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
