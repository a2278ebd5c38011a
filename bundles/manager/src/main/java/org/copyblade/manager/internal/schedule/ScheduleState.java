package org.copyblade.manager.internal.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How far a schedule has been carried out.
 *
 * @param schedule its text; another schedule begins anew
 * @param handledUntil every start due until then was made or is known as missed
 * @param missed the newest missed start, if none has been made since
 * @param postponed whether a start is made as soon as it can be, whatever the schedule says of missed ones
 */
record ScheduleState(String schedule, Instant handledUntil, Optional<MissedRun> missed, boolean postponed) {

    /** Clocks set back by less than this do not start anything twice; by more, they were wrong before. */
    private static final Duration CORRECTION = Duration.ofHours(3);

    /** A schedule nobody has seen before: nothing was missed. */
    static ScheduleState begin(String schedule, Instant now) {
        return new ScheduleState(schedule, now, Optional.empty(), false);
    }

    /** The state at another time or of another schedule. */
    ScheduleState at(Instant now, String current) {
        boolean clockWasWrong = handledUntil.isAfter(now.plus(CORRECTION));
        return clockWasWrong || !schedule.equals(current) ? begin(current, now) : this;
    }

    /** A start was made. */
    ScheduleState started(Instant due) {
        return new ScheduleState(schedule, later(due), Optional.empty(), false);
    }

    /** A start was not made. */
    ScheduleState missed(MissedRun run, boolean late) {
        return new ScheduleState(schedule, later(run.due()), Optional.of(run), late);
    }

    /** An answer that comes late does not set back what happened meanwhile. */
    private Instant later(Instant due) {
        return due.isAfter(handledUntil) ? due : handledUntil;
    }
}
