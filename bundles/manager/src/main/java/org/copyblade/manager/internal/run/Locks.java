package org.copyblade.manager.internal.run;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What runs and reconciliations work on exclusively: systems, targets, hold domains. All names of one request are taken at
 * once or not at all, and whoever holds more than one kind takes systems before targets and targets before hold domains,
 * so nobody ever waits for each other. What its holder takes once more is his already. Safe for many threads.
 */
public final class Locks {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition freed = lock.newCondition();
    private final Map<String, String> holders = new HashMap<>();

    /** What is held, until closed. */
    public final class Held implements AutoCloseable {
        private final TreeSet<String> names;

        private Held(Collection<String> names) {
            this.names = new TreeSet<>(names);
        }

        @Override
        public void close() {
            lock.lock();
            try {
                names.forEach(holders::remove);
                names.clear();
                freed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    /**
     * Takes all names, waiting at most this long; empty if one of them stays with another holder.
     *
     * @param holder who takes them, as people are told; no two at work have the same
     */
    public Optional<Held> take(Collection<String> names, String holder, Duration limit) {
        lock.lock();
        try {
            long left = limit.toNanos();
            while (names.stream().anyMatch(name -> !holder.equals(holders.getOrDefault(name, holder)))) {
                if (left <= 0) {
                    return Optional.empty();
                }
                left = freed.awaitNanos(left);
            }
            List<String> taken =
                    names.stream().filter(name -> !holders.containsKey(name)).toList();
            taken.forEach(name -> holders.put(name, holder));
            return Optional.of(new Held(taken));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /** Who holds a name now. */
    public Optional<String> holder(String name) {
        lock.lock();
        try {
            return Optional.ofNullable(holders.get(name));
        } finally {
            lock.unlock();
        }
    }
}
