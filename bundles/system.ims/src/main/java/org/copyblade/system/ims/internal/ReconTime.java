package org.copyblade.system.ims.internal;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as DBRC writes them: {@code 2024.123 10:15:02.123456 -05:00}, a year of two digits, or compressed. Pure. */
final class ReconTime {

    /** One of them in a listing; the offset is not always there. */
    static final String FORM = "(?:\\d{4}|\\d{2})\\.\\d{3} \\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,7})?(?: [+-]\\d\\d:\\d\\d)?"
            + "|\\d{11,18} [+-]\\d{4}";

    private static final Pattern PUNCTUATED =
            Pattern.compile("(\\d{2,4})\\.(\\d{3}) (\\d\\d:\\d\\d:\\d\\d)(?:\\.(\\d{1,7}))? ([+-]\\d\\d:\\d\\d)");
    private static final Pattern COMPRESSED =
            Pattern.compile("(\\d{2})(\\d{3})(\\d\\d)(\\d\\d)(\\d\\d)(\\d{0,7}) ([+-]\\d{4})");
    private static final DateTimeFormatter WRITTEN =
            DateTimeFormatter.ofPattern("uuuu.DDD HH:mm:ss.SSSSSS", Locale.ROOT).withZone(ZoneOffset.UTC);

    private ReconTime() {}

    /** The form that DBRC takes whatever its own is: a year of four digits, and the offset. */
    static String of(Instant time) {
        return WRITTEN.format(time) + " +00:00";
    }

    /** Empty if it is no time, or if nothing tells its offset. */
    static Optional<Instant> parse(String text) {
        Matcher punctuated = PUNCTUATED.matcher(text.strip());
        if (punctuated.matches()) {
            return at(
                    punctuated.group(1),
                    punctuated.group(2),
                    punctuated.group(3),
                    punctuated.group(4) == null ? "" : punctuated.group(4),
                    punctuated.group(5));
        }
        Matcher compressed = COMPRESSED.matcher(text.strip());
        return compressed.matches()
                ? at(
                        compressed.group(1),
                        compressed.group(2),
                        compressed.group(3) + ":" + compressed.group(4) + ":" + compressed.group(5),
                        compressed.group(6),
                        compressed.group(7))
                : Optional.empty();
    }

    private static Optional<Instant> at(String year, String day, String time, String fraction, String offset) {
        try {
            int number = Integer.parseInt(year);
            LocalDate date = LocalDate.ofYearDay(year.length() == 2 ? 2000 + number : number, Integer.parseInt(day));
            String nanos = (fraction + "000000000").substring(0, 9);
            return Optional.of(date.atTime(LocalTime.parse(time).withNano(Integer.parseInt(nanos)))
                    .toInstant(ZoneOffset.of(offset)));
        } catch (DateTimeException zerosOrNoTime) {
            // A time of zeros stands for none.
            return Optional.empty();
        }
    }
}
