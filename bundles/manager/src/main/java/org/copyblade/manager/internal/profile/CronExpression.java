package org.copyblade.manager.internal.profile;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.Optional;

/**
 * When something is due, by the five fields of a crontab line. Immutable.
 *
 * <p>A local time that does not exist because clocks go forward is due when they do: a nightly backup is never lost. A
 * local time that comes twice because clocks go back counts once, except for schedules of every hour or more often.
 */
public final class CronExpression {

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
        CronParser parser = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));
        CronExpression expression = new CronExpression(text, ExecutionTime.forCron(parser.parse(text)));
        if (expression.nextAfter(Instant.EPOCH, ZoneOffset.UTC).isEmpty()) {
            throw new IllegalArgumentException("is never due");
        }
        return expression;
    }

    /** The first time it is due after an instant. */
    public Optional<Instant> nextAfter(Instant instant, ZoneId zone) {
        Optional<Instant> next = times.nextExecution(instant.atZone(zone)).map(ZonedDateTime::toInstant);
        ZoneOffsetTransition change = zone.getRules().nextTransition(instant);
        while (change != null && next.isPresent() && change.getInstant().isBefore(next.get())) {
            if (change.isGap() && isDueInside(change)) {
                return Optional.of(change.getInstant());
            }
            change = zone.getRules().nextTransition(change.getInstant());
        }
        return next;
    }

    /** Whether a local time that the clocks leave out is one at which it would be due. */
    private boolean isDueInside(ZoneOffsetTransition gap) {
        // On a clock without any changes the left out times exist.
        ZonedDateTime before = gap.getDateTimeBefore().minusNanos(1).atZone(ZoneOffset.UTC);
        LocalDateTime end = gap.getDateTimeAfter();
        return times.nextExecution(before)
                .filter(due -> due.toLocalDateTime().isBefore(end))
                .isPresent();
    }

    @Override
    public String toString() {
        return text;
    }
}
