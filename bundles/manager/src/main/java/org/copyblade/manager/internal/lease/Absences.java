package org.copyblade.manager.internal.lease;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Supplier;
import org.copyblade.api.Awaited;
import org.copyblade.api.RunId;

/**
 * Who waits for what that is absent, and since when it is. Whether it is there is asked at each look, so that nothing has to be
 * told when it comes. Safe for many threads.
 *
 * @param <N> names of services; few, because people configure them
 */
public final class Absences<N> {

    private final Awaited.Kind kind;
    private final BiPredicate<N, N> fits;
    private final Clock clock;
    private final Instant begun;
    private final Map<N, Instant> gone = new HashMap<>();
    private final List<Wait<N>> waits = new ArrayList<>();

    /**
     * Of services that were never there yet.
     *
     * @param fits whether the first name, of what is wanted, means the second, of what is there
     */
    public Absences(Awaited.Kind kind, BiPredicate<N, N> fits, Clock clock) {
        this.kind = kind;
        this.fits = fits;
        this.clock = clock;
        this.begun = clock.instant();
    }

    private record Wait<N>(Optional<RunId> run, List<N> names, Instant since, Instant until) {}

    /** A service of this name goes. */
    public synchronized void went(N name) {
        gone.put(name, clock.instant());
    }

    /**
     * Somebody waits for all of these.
     *
     * @param limit after which the wait is given up
     * @param waiting which waits
     */
    public <T> T during(Optional<RunId> run, Collection<N> names, Duration limit, Supplier<T> waiting) {
        Instant now = clock.instant();
        Wait<N> wait = new Wait<>(run, names.stream().distinct().toList(), now, now.plus(limit));
        synchronized (this) {
            waits.add(wait);
        }
        try {
            return waiting.get();
        } finally {
            synchronized (this) {
                waits.remove(wait);
            }
        }
    }

    /**
     * What is waited for now, in the order in which the waits began.
     *
     * @param present names of what is there
     */
    public synchronized List<Awaited> list(Collection<N> present) {
        List<Awaited> result = new ArrayList<>();
        for (Wait<N> wait : waits) {
            for (N name : wait.names()) {
                if (present.stream().noneMatch(there -> fits.test(name, there))) {
                    result.add(new Awaited(
                            wait.run(), kind, name.toString(), absentSince(name), wait.since(), wait.until()));
                }
            }
        }
        return List.copyOf(result);
    }

    private Instant absentSince(N name) {
        return gone.entrySet().stream()
                .filter(entry -> fits.test(name, entry.getKey()))
                .map(Map.Entry::getValue)
                .max(Instant::compareTo)
                .orElse(begun);
    }
}
