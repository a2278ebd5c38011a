package org.copyblade.lab.ims.internal.dbrc;

import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import java.util.Optional;
import org.copyblade.lab.ims.internal.log.TodClock;

/** Times in commands: {@code yyyy.ddd hh:mm:ss.ffffff +hh:mm}, or compressed {@code yydddhhmmssfffffff +hhmm}. */
final class DbrcTime {
    private static final DateTimeFormatter PUNCTUATED = new DateTimeFormatterBuilder()
            .appendPattern("yyyy.DDD HH:mm:ss")
            .optionalStart()
            .appendFraction(ChronoField.NANO_OF_SECOND, 1, 7, true)
            .optionalEnd()
            .optionalStart()
            .appendPattern(" xxx")
            .optionalEnd()
            .toFormatter();
    private static final DateTimeFormatter COMPRESSED = new DateTimeFormatterBuilder()
            .appendPattern("yyDDDHHmmss")
            .optionalStart()
            .appendFraction(ChronoField.NANO_OF_SECOND, 1, 7, false)
            .optionalEnd()
            .optionalStart()
            .appendPattern(" xx")
            .optionalEnd()
            .toFormatter();

    private DbrcTime() {}

    /** The time in the form of the lab's clock; without an offset it is UTC. Empty if it is none. */
    static Optional<Long> parse(String text) {
        for (DateTimeFormatter form : new DateTimeFormatter[] {PUNCTUATED, COMPRESSED}) {
            try {
                var parsed = form.parseBest(text.strip(), OffsetDateTime::from, LocalDateTime::from);
                OffsetDateTime at = parsed instanceof OffsetDateTime with
                        ? with
                        : ((LocalDateTime) parsed).atOffset(ZoneOffset.UTC);
                return Optional.of(TodClock.tod(at.toInstant()));
            } catch (DateTimeParseException other) {
                // Not this form; perhaps the next.
                continue;
            }
        }
        return Optional.empty();
    }
}
