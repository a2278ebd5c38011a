package org.copyblade.manager.internal.run;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
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
    private final Map<String, Holder> holders = new HashMap<>(); // guarded by lock
    private final Set<String> lapsing = new HashSet<>(); // guarded by lock

    /**
     * Who has a name.
     *
     * @param name as people are told
     * @param untilNanos of {@link System#nanoTime} from which on the name is free; empty: until it is given back
     */
    private record Holder(String name, OptionalLong untilNanos) {

        private boolean isOver() {
            return untilNanos.isPresent() && untilNanos.getAsLong() - System.nanoTime() <= 0;
        }

        /** At most this long. */
        private long leftNanos(long most) {
            return untilNanos.isEmpty() ? most : Math.min(most, untilNanos.getAsLong() - System.nanoTime());
        }
    }

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

        /**
         * Gives them back later, because something may still be under way that nobody can call off. Until then nobody has
         * them, not even the holder.
         *
         * @param why in the place of the holder, as people are told
         */
        public void closeAfter(Duration time, String why) {
            lock.lock();
            try {
                long until = System.nanoTime() + time.toNanos();
                names.forEach(name -> holders.put(name, new Holder(why, OptionalLong.of(until))));
                lapsing.addAll(names);
                names.clear();
                // Who waits knows now until when.
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
            long end = System.nanoTime() + limit.toNanos();
            for (List<Holder> others = others(names, holder); !others.isEmpty(); others = others(names, holder)) {
                long left = end - System.nanoTime();
                if (left <= 0) {
                    return Optional.empty();
                }
                long first = others.stream()
                        .mapToLong(other -> other.leftNanos(left))
                        .min()
                        .orElse(left);
                freed.awaitNanos(first);
            }
            List<String> taken =
                    names.stream().filter(name -> !holders.containsKey(name)).toList();
            taken.forEach(name -> holders.put(name, new Holder(holder, OptionalLong.empty())));
            return Optional.of(new Held(taken));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    private List<Holder> others(Collection<String> names, String holder) {
        // All that is held may be a hundred times what is asked for, and the others wait for this look.
        lapsing.removeIf(this::hasLapsed);
        return names.stream()
                .map(holders::get)
                .filter(Objects::nonNull)
                .filter(other -> !other.name().equals(holder))
                .toList();
    }

    private boolean hasLapsed(String name) {
        return holders.get(name).isOver() && holders.remove(name) != null;
    }

    /** Who holds a name now. */
    public Optional<String> holder(String name) {
        lock.lock();
        try {
            return Optional.ofNullable(holders.get(name))
                    .filter(holder -> !holder.isOver())
                    .map(Holder::name);
        } finally {
            lock.unlock();
        }
    }
}
