package org.copyblade.demo.ims.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.copyblade.lab.ims.Evidence.Acknowledged;
import org.copyblade.lab.ims.ImsPlex;

/** What users of the group were told, which nothing may take back. Safe for many threads. */
final class UnitsOfWork {

    private static final long LOOK_MS = 2;
    private static final Duration LIMIT = Duration.ofSeconds(120);

    private final ImsPlex plex;

    UnitsOfWork(ImsPlex plex) {
        this.plex = plex;
    }

    List<Acknowledged> before(Instant instant) {
        return matching(unit -> unit.at().isBefore(instant));
    }

    List<Acknowledged> since(Instant instant) {
        return matching(unit -> !unit.at().isBefore(instant));
    }

    private List<Acknowledged> matching(Predicate<Acknowledged> wanted) {
        return plex.acknowledged().stream().filter(wanted).toList();
    }

    /** The longest time in which no user was told anything. */
    Duration longestGap(Instant from, Instant to) {
        List<Instant> times = plex.acknowledged().stream()
                .map(Acknowledged::at)
                .filter(at -> !at.isBefore(from) && at.isBefore(to))
                .sorted()
                .toList();
        Duration longest = Duration.ZERO;
        for (int next = 1; next < times.size(); next++) {
            Duration gap = Duration.between(times.get(next - 1), times.get(next));
            longest = gap.compareTo(longest) > 0 ? gap : longest;
        }
        return longest;
    }

    /** Waits until users were told of so many more; members that are down count from 0 when they are up again. */
    void await(int units) throws InterruptedException {
        long goal = plex.committed() + units;
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (plex.committed() < goal) {
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException("IMS does not work");
            }
            Thread.sleep(LOOK_MS);
        }
    }
}
