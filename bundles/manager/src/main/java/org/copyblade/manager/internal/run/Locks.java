package org.copyblade.manager.internal.run;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.copyblade.api.RunId;

/**
 * What runs work on exclusively: systems, targets, hold domains. All names of one request are taken at once or not at all,
 * so two runs never wait for each other. Safe for many threads.
 */
public final class Locks {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition freed = lock.newCondition();
    private final Map<String, RunId> holders = new HashMap<>();

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

    /** Takes all names for a run, waiting at most this long; empty if one of them stays with another run. */
    public Optional<Held> take(Collection<String> names, RunId run, Duration limit) {
        lock.lock();
        try {
            long left = limit.toNanos();
            while (names.stream().anyMatch(holders::containsKey)) {
                if (left <= 0) {
                    return Optional.empty();
                }
                left = freed.awaitNanos(left);
            }
            names.forEach(name -> holders.put(name, run));
            return Optional.of(new Held(names));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /** Who holds a name now. */
    public Optional<RunId> holder(String name) {
        lock.lock();
        try {
            return Optional.ofNullable(holders.get(name));
        } finally {
            lock.unlock();
        }
    }
}
