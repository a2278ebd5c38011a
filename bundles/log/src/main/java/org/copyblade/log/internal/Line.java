package org.copyblade.log.internal;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.ZonedDateTime;
import org.slf4j.event.Level;

/** How one event looks in the log: time with offset, level, thread, logger, message; a stack trace in the lines below. */
final class Line {
    /** Longer names of loggers lose all but the first letter of their packages, from the left. */
    private static final int LOGGER_CHARACTERS = 36;

    private static final int LEVEL_CHARACTERS = 5;

    private Line() {}

    /** @param thrown or null */
    static String of(ZonedDateTime at, Level level, String thread, String logger, String message, Throwable thrown) {
        StringBuilder line = new StringBuilder(160);
        time(line, at);
        line.append(' ').append(level.name());
        line.append(" ".repeat(LEVEL_CHARACTERS - level.name().length()));
        line.append(" [").append(thread).append("] ").append(shortened(logger));
        line.append(" - ").append(message).append(System.lineSeparator());
        if (thrown != null) {
            StringWriter trace = new StringWriter();
            thrown.printStackTrace(new PrintWriter(trace, true));
            line.append(trace);
        }
        return line.toString();
    }

    static String shortened(String logger) {
        StringBuilder name = new StringBuilder(logger);
        int begin = 0;
        int dot = name.indexOf(".");
        while (name.length() > LOGGER_CHARACTERS && dot >= 0) {
            name.delete(Math.min(begin + 1, dot), dot);
            begin = name.indexOf(".", begin) + 1;
            dot = name.indexOf(".", begin);
        }
        return name.toString();
    }

    /** By hand: the formatter of the Java library would be the dearest part of a start's log. */
    private static void time(StringBuilder line, ZonedDateTime at) {
        digits(line, at.getYear(), 4).append('-');
        digits(line, at.getMonthValue(), 2).append('-');
        digits(line, at.getDayOfMonth(), 2).append('T');
        digits(line, at.getHour(), 2).append(':');
        digits(line, at.getMinute(), 2).append(':');
        digits(line, at.getSecond(), 2).append('.');
        digits(line, at.getNano() / 1_000_000, 3).append(at.getOffset().getId());
    }

    private static StringBuilder digits(StringBuilder line, int value, int width) {
        String text = Integer.toString(value);
        return line.append("0".repeat(Math.max(0, width - text.length()))).append(text);
    }
}
