package org.copyblade.zosmf;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * A command for a console, and which messages tell its result. Immutable; each {@code with} gives another one.
 */
public final class ConsoleCommand {

    /**
     * Which message is waited for.
     *
     * @param text keyword, or pattern
     * @param pattern whether the text is a regular expression
     */
    public record Keyword(String text, boolean pattern) {
        public Keyword {
            Objects.requireNonNull(text, "text");
        }
    }

    private final String text;
    private final String system;
    private final Optional<Keyword> solicited;
    private final Optional<Keyword> unsolicited;
    private final Duration detectFor;
    private final boolean wait;

    private ConsoleCommand(
            String text,
            String system,
            Optional<Keyword> solicited,
            Optional<Keyword> unsolicited,
            Duration detectFor,
            boolean wait) {
        this.text = Objects.requireNonNull(text, "text");
        this.system = Objects.requireNonNull(system, "system");
        this.solicited = solicited;
        this.unsolicited = unsolicited;
        this.detectFor = detectFor;
        this.wait = wait;
    }

    /** A command as an operator types it, for the system that z/OSMF runs on. */
    public static ConsoleCommand of(String text) {
        return new ConsoleCommand(text, "", Optional.empty(), Optional.empty(), Duration.ZERO, false);
    }

    /** On this member of the sysplex; empty for the one that z/OSMF runs on. */
    public ConsoleCommand on(String member) {
        return new ConsoleCommand(text, member, solicited, unsolicited, detectFor, wait);
    }

    /** Says in the reply whether this was among the lines of the response; z/OSMF answers as soon as it is. */
    public ConsoleCommand withSolicited(Keyword keyword) {
        return new ConsoleCommand(text, system, Optional.of(keyword), unsolicited, detectFor, wait);
    }

    /**
     * Looks for a message that is no response.
     *
     * @param limit longest time, whole seconds
     * @param waiting whether z/OSMF answers only when it was seen or the time is over; else ask {@link Console#detection}
     */
    public ConsoleCommand withUnsolicited(Keyword keyword, Duration limit, boolean waiting) {
        return new ConsoleCommand(text, system, solicited, Optional.of(keyword), limit, waiting);
    }

    public String text() {
        return text;
    }

    public String system() {
        return system;
    }

    public Optional<Keyword> solicited() {
        return solicited;
    }

    public Optional<Keyword> unsolicited() {
        return unsolicited;
    }

    /** Longest time for the unsolicited message. */
    public Duration detectFor() {
        return detectFor;
    }

    /** Whether the reply comes only when the unsolicited message was seen or the time is over. */
    public boolean waits() {
        return wait;
    }
}
