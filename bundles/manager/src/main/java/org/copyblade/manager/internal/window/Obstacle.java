package org.copyblade.manager.internal.window;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.manager.internal.copies.GroupRecord;
import org.copyblade.system.spi.SystemException;

/**
 * Why something of a window was not done, in words that outlive the bundle that said it.
 *
 * @param text code and reason
 * @param cure what blade or adapter says that helps; empty if nothing better is known than what helps in general
 */
record Obstacle(String text, String cure) {

    Obstacle {
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(cure, "cure");
    }

    static Obstacle of(String text) {
        return new Obstacle(text, "");
    }

    static Obstacle of(BladeException e) {
        return new Obstacle(e.code() + " " + e.getMessage(), e.hint());
    }

    static Obstacle of(SystemException e) {
        return new Obstacle(e.code() + " " + e.getMessage(), e.hint());
    }

    /** The same, saying of which group. */
    Obstacle of(GroupRecord group) {
        return new Obstacle("copy group " + group.group() + " of blade " + group.blade() + ": " + text, cure);
    }

    /** All of them as one; what helps against each stands once. */
    static Obstacle all(List<Obstacle> obstacles) {
        return new Obstacle(
                obstacles.stream().map(Obstacle::text).collect(Collectors.joining("; ")),
                obstacles.stream()
                        .map(Obstacle::cure)
                        .filter(cure -> !cure.isEmpty())
                        .distinct()
                        .collect(Collectors.joining("; ")));
    }
}
