package org.copyblade.shell.internal.command;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.copyblade.api.CopybladeException;
import org.copyblade.api.ErrorCode;
import org.copyblade.api.Finding;

/** Values as people read and write them. Pure. */
final class Words {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneId.systemDefault());

    private static final int LONGEST_LIST = 10_000;

    private Words() {}

    static String time(Optional<Instant> instant) {
        return instant.map(TIME::format).orElse("-");
    }

    static String millis(OptionalLong micros) {
        return micros.isPresent() ? String.format(Locale.ROOT, "%.1f ms", micros.getAsLong() / 1e3) : "-";
    }

    /** How long ago, in the largest unit that fits. */
    static String age(Optional<Instant> instant, Instant now) {
        return instant.map(at -> duration(Duration.between(at, now))).orElse("never");
    }

    static String duration(Duration duration) {
        Duration whole = duration.truncatedTo(ChronoUnit.SECONDS);
        if (whole.toDays() > 0) {
            return whole.toDays() + "d " + whole.toHoursPart() + "h";
        }
        if (whole.toHours() > 0) {
            return whole.toHours() + "h " + whole.toMinutesPart() + "m";
        }
        return whole.toMinutes() > 0 ? whole.toMinutes() + "m " + whole.toSecondsPart() + "s" : whole.toSeconds() + "s";
    }

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static String findings(List<Finding> findings) {
        if (findings.isEmpty()) {
            return "";
        }
        Table table = new Table("CHECK", "SEVERITY", "SUBJECT", "FINDING");
        for (Finding finding : findings) {
            String hint = finding.hint().isEmpty() ? "" : " (" + finding.hint() + ")";
            table.row(
                    finding.check() == 0 ? "-" : String.valueOf(finding.check()),
                    word(finding.severity()),
                    finding.subject(),
                    finding.text() + hint);
        }
        return table.text();
    }

    /** How many of a list are wanted. */
    static int limit(int wanted) throws CopybladeException {
        if (wanted < 1 || wanted > LONGEST_LIST) {
            throw new CopybladeException(
                    ErrorCode.COMMAND_INVALID,
                    "--limit is a whole number from 1 to " + LONGEST_LIST + ", not " + wanted);
        }
        return wanted;
    }

    /** Reads {@code key=value} arguments. */
    static Map<String, String> overrides(String... arguments) throws CopybladeException {
        Map<String, String> overrides = new LinkedHashMap<>();
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            if (equals < 1) {
                throw new CopybladeException(
                        ErrorCode.COMMAND_INVALID, "'" + argument + "' is not of the form key=value");
            }
            overrides.put(argument.substring(0, equals), argument.substring(equals + 1));
        }
        return overrides;
    }
}
