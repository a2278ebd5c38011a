package org.copyblade.lab.zosmf.internal.dss;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/** The messages of one task, and its return code, which the worst of them gives. Used by the task's thread. */
final class Messages {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy.DDD HH:mm:ss").withZone(ZoneOffset.UTC);

    private final String task;
    private final List<String> lines = new ArrayList<>();
    private int code;

    Messages(String task) {
        this.task = task;
    }

    static String now() {
        return TIME.format(Instant.now());
    }

    /**
     * Writes a message.
     *
     * @param id with its severity letter, such as ADR806I; W makes the return code 4 at least, E 8, T 16
     * @param module five characters
     * @param occurrence which place of the module, two digits
     */
    void say(String id, String module, String occurrence, String text) {
        lines.add("%s (%s)-%-5s(%s), %s".formatted(id, task, module, occurrence, text));
        code = Math.max(
                code,
                switch (id.charAt(id.length() - 1)) {
                    case 'W' -> 4;
                    case 'E' -> 8;
                    case 'S' -> 12;
                    case 'T' -> 16;
                    default -> 0;
                });
    }

    /** A line that belongs to the message before. */
    void more(String text) {
        lines.add(" ".repeat(27) + text);
    }

    /** Makes the return code that at least. */
    void atLeast(int other) {
        code = Math.max(code, other);
    }

    int code() {
        return code;
    }

    List<String> lines() {
        return List.copyOf(lines);
    }
}
