package org.copyblade.shell.internal.command;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.copyblade.api.Awaited;
import org.copyblade.api.RunId;

/** What is absent and waited for, as people read it. Pure. */
final class AwaitedTexts {

    private AwaitedTexts() {}

    /** What one run waits for. */
    static List<Awaited> of(RunId run, List<Awaited> awaited) {
        return awaited.stream()
                .filter(wait -> wait.run().equals(Optional.of(run)))
                .toList();
    }

    /** What callers outside runs wait for that began not before this. */
    static List<Awaited> outsideRuns(List<Awaited> awaited, Instant begun) {
        return awaited.stream()
                .filter(wait -> wait.run().isEmpty() && !wait.since().isBefore(begun))
                .toList();
    }

    /** One wait as a line of its own. */
    static String line(Awaited wait) {
        return wait.run().map(run -> run + " ").orElse("") + sentence(wait);
    }

    private static String sentence(Awaited wait) {
        String what =
                switch (wait.kind()) {
                    case BLADE -> "blade " + wait.name();
                    case ADAPTER -> "the adapter of system " + wait.name();
                };
        return "waiting for " + what + ", absent since " + Words.time(Optional.of(wait.absentSince())) + ", until "
                + Words.time(Optional.of(wait.until()));
    }

    /** Behind a message. */
    static String behind(String message, List<Awaited> awaited) {
        return message + awaited.stream().map(wait -> "; " + sentence(wait)).collect(Collectors.joining());
    }

    /** Below a table, a line for each. */
    static String below(List<Awaited> awaited) {
        return awaited.stream().map(wait -> System.lineSeparator() + line(wait)).collect(Collectors.joining());
    }
}
