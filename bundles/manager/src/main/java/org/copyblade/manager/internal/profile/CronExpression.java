package org.copyblade.manager.internal.profile;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Optional;

/**
 * When something is due, by the five fields of a crontab line. Immutable.
 *
 * <p>A local time that does not exist because clocks go forward is due at that moment: a nightly backup is never lost. A
 * local time that comes twice because clocks go back counts once, unless the schedule has another within the hour.
 *
 * <p>The library is only asked about a clock that never changes; in zones with changes it loses times.
 */
public final class CronExpression {

    private static final Duration OFTEN = Duration.ofHours(1);

    private static final CronParser PARSER = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));

    private final String text;
    private final ExecutionTime times;

    private CronExpression(String text, ExecutionTime times) {
        this.text = text;
        this.times = times;
    }

    /**
     * The expression of a text.
     *
     * @throws IllegalArgumentException if the text is none, or is never due
     */
    public static CronExpression parse(String text) {
        CronExpression expression = new CronExpression(text, ExecutionTime.forCron(PARSER.parse(text)));
        if (expression.nextAfter(Instant.EPOCH, ZoneOffset.UTC).isEmpty()) {
            throw new IllegalArgumentException("is never due");
        }
        return expression;
    }

    /** The first time it is due after an instant. */
    public Optional<Instant> nextAfter(Instant instant, ZoneId zone) {
        ZoneRules rules = zone.getRules();
        LocalDateTime clock = LocalDateTime.ofInstant(instant, zone);
        ZoneOffsetTransition last = rules.previousTransition(instant.plusNanos(1));
        if (last != null && last.isOverlap() && clock.isBefore(last.getDateTimeBefore())) {
            clock = inRepeatedTime(last, clock);
        }
        ZoneOffset offset = rules.getOffset(instant);
        ZoneOffsetTransition change = rules.nextTransition(instant);
        Optional<LocalDateTime> due = nextOnClock(clock);
        while (due.isPresent() && change != null && !due.get().isBefore(change.getDateTimeBefore())) {
            if (change.isGap() && due.get().isBefore(change.getDateTimeAfter())) {
                return Optional.of(change.getInstant());
            }
            clock = change.getDateTimeAfter().minusNanos(1);
            if (change.isOverlap()) {
                clock = inRepeatedTime(change, clock);
            }
            due = nextOnClock(clock);
            offset = change.getOffsetAfter();
            change = rules.nextTransition(change.getInstant());
        }
        ZoneOffset inForce = offset;
        return due.map(local -> local.toInstant(inForce));
    }

    /** Where to look on from when clocks went back: times seen already are passed over unless there are many. */
    private LocalDateTime inRepeatedTime(ZoneOffsetTransition overlap, LocalDateTime clock) {
        Optional<LocalDateTime> first = nextOnClock(overlap.getDateTimeAfter().minusNanos(1));
        boolean often = first.flatMap(this::nextOnClock)
                .filter(second -> !second.isAfter(first.get().plus(OFTEN)))
                .isPresent();
        return often ? clock : overlap.getDateTimeBefore().minusNanos(1);
    }

    private Optional<LocalDateTime> nextOnClock(LocalDateTime clock) {
        return times.nextExecution(clock.atZone(ZoneOffset.UTC)).map(ZonedDateTime::toLocalDateTime);
    }

    @Override
    public String toString() {
        return text;
    }
}
