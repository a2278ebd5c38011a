package org.copyblade.blade.dfsmsdss.internal.jcl;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells the jobs of one group apart; written into their cards. Jobs that share a fence have the same number.
 *
 * @param group whose job it is
 * @param purpose what it does
 * @param number counts the tries of that purpose
 */
public record JobMark(String group, Purpose purpose, int number) {

    private static final Pattern FORM = Pattern.compile("([A-Z][A-Z0-9]{7})\\.([A-Z])([0-9]{4})");

    /** What a job does. */
    public enum Purpose {
        /** The copy, with no hold. */
        COPY('C', 'F'),
        /** The copy under a hold. */
        HELD_COPY('H', 'F'),
        /** The copy back. */
        RESTORE('R', 'R'),
        /** A copy of data sets out of something exposed. */
        EXTRACT('X', 'X'),
        /** The end of relations without background copy. */
        WITHDRAW('W', 'W'),
        /** Lets writes go; can be repeated, so it has no fence. */
        THAW('T', 'T');

        private final char letter;
        private final char fence;

        Purpose(char letter, char fence) {
            this.letter = letter;
            this.fence = fence;
        }

        /** The number in the last qualifier of a fence; empty if it is no fence of this purpose. */
        public OptionalInt numberOf(String qualifier) {
            return qualifier.matches(fence + "[0-9]{4}")
                    ? OptionalInt.of(Integer.parseInt(qualifier.substring(1)))
                    : OptionalInt.empty();
        }
    }

    public JobMark {
        Objects.requireNonNull(group, "group");
        Objects.requireNonNull(purpose, "purpose");
        if (number < 1 || number > 9999) {
            throw new IllegalArgumentException("a job has been tried " + number + " times");
        }
    }

    /**
     * Name of the job: that of the group, so its jobs run one after the other. Only the thaw has one of its own, since it
     * must run beside the job that holds the writes.
     */
    public String jobName() {
        return purpose == Purpose.THAW ? thawName(group) : group;
    }

    /** All names that jobs of a group bear. */
    public static List<String> jobNames(String group) {
        return List.of(group, thawName(group));
    }

    /** No group is named so: a group begins with a letter. */
    private static String thawName(String group) {
        return "$" + group.substring(1);
    }

    /** Last qualifier of the fence of this job; that of a copy is the same with and without hold, so one of both runs. */
    public String fence() {
        return String.format("%c%04d", purpose.fence, number);
    }

    /** Whether the last qualifier of a data set name is that of a fence. */
    public static boolean isFence(String qualifier) {
        return qualifier.matches("[FRXW][0-9]{4}");
    }

    static Optional<JobMark> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches() || matcher.group(3).equals("0000")) {
            return Optional.empty();
        }
        for (Purpose purpose : Purpose.values()) {
            if (purpose.letter == matcher.group(2).charAt(0)) {
                return Optional.of(new JobMark(matcher.group(1), purpose, Integer.parseInt(matcher.group(3))));
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return String.format("%s.%c%04d", group, purpose.letter, number);
    }
}
