package org.copyblade.lab.array.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.copyblade.lab.array.ArrayException;
import org.copyblade.lab.array.ArrayException.Reason;

/**
 * Which volumes are frozen, and until when by the monotonic clock. A volume whose time is over stays frozen until somebody
 * has written that down and thaws it, so no write gets past an expiry that nobody remembers. Safe for many threads.
 */
final class Freezer {
    private final Map<String, Long> untilNanos = new HashMap<>(); // guarded by this
    private boolean closed; // guarded by this

    synchronized void freeze(String volume, long until) {
        untilNanos.put(volume, until);
    }

    synchronized boolean isFrozen(String volume) {
        return untilNanos.containsKey(volume);
    }

    /** Waits until writes to the volume may go. */
    synchronized void awaitThaw(String volume) throws InterruptedException, ArrayException {
        while (untilNanos.containsKey(volume) && !closed) {
            wait();
        }
        if (closed) {
            throw new ArrayException(Reason.IO, "the lab is closing");
        }
    }

    synchronized void thaw(List<String> volumes) {
        volumes.forEach(untilNanos::remove);
        notifyAll();
    }

    /** No freeze that is on now lasts beyond that. */
    synchronized void shorten(long until) {
        untilNanos.replaceAll((volume, before) -> before - until > 0 ? until : before);
    }

    synchronized Set<String> frozen() {
        return Set.copyOf(untilNanos.keySet());
    }

    synchronized Set<String> frozen(String subsystem) {
        return untilNanos.keySet().stream()
                .filter(volume -> volume.startsWith(subsystem))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Volumes whose time is over. */
    synchronized List<String> due(long now) {
        List<String> due = new ArrayList<>();
        untilNanos.forEach((volume, until) -> {
            if (now - until >= 0) {
                due.add(volume);
            }
        });
        return due;
    }

    synchronized void close() {
        closed = true;
        notifyAll();
    }
}
