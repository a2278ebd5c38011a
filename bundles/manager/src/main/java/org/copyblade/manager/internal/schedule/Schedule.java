package org.copyblade.manager.internal.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.copyblade.manager.internal.profile.BackupOptions;
import org.copyblade.manager.internal.profile.CronExpression;

/**
 * When a profile is to be started.
 *
 * @param expression of the profile
 * @param zone whose clock it means
 * @param catchup whether a missed start is made up for
 */
record Schedule(CronExpression expression, ZoneId zone, boolean catchup) {

    /** Where the latest due time is looked for, so that few due times lie in the first stretch that has any. */
    private static final List<Duration> STRETCHES =
            List.of(Duration.ofHours(1), Duration.ofDays(1), Duration.ofDays(32));

    /** The schedule of a profile, if it has one. */
    static Optional<Schedule> of(BackupOptions options) {
        return options.schedule()
                .map(expression -> new Schedule(expression, options.scheduleZone(), options.scheduleCatchup()));
    }

    /** Tells one schedule from another. */
    String text() {
        return expression + " " + zone;
    }

    Optional<Instant> nextAfter(Instant instant) {
        return expression.nextAfter(instant, zone);
    }

    /** The latest due time after one instant and not after another. */
    Optional<Instant> latestDue(Instant after, Instant until) {
        for (Duration stretch : STRETCHES) {
            Instant start = until.minus(stretch);
            if (start.isAfter(after)) {
                Optional<Instant> found = lastOf(start, until);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return lastOf(after, until);
    }

    private Optional<Instant> lastOf(Instant after, Instant until) {
        Optional<Instant> last = Optional.empty();
        Optional<Instant> due = nextAfter(after);
        while (due.isPresent() && !due.get().isAfter(until)) {
            last = due;
            due = nextAfter(due.get());
        }
        return last;
    }
}
