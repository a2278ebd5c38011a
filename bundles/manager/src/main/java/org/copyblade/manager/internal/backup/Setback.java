package org.copyblade.manager.internal.backup;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.system.spi.SystemException;

/**
 * Why something of a window was not done, in words that outlive the bundle that said it.
 *
 * @param text code and reason
 * @param cure what blade or adapter says that helps; empty if nothing better is known than what helps in general
 */
record Setback(String text, String cure) {

    Setback {
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(cure, "cure");
    }

    static Setback of(String text) {
        return new Setback(text, "");
    }

    static Setback of(BladeException e) {
        return new Setback(e.code() + " " + e.getMessage(), e.hint());
    }

    static Setback of(SystemException e) {
        return new Setback(e.code() + " " + e.getMessage(), e.hint());
    }

    /** The same, saying of which group. */
    Setback of(GroupRecord group) {
        return new Setback("copy group " + group.group() + " of blade " + group.blade() + ": " + text, cure);
    }

    /** All of them as one; what helps against each stands once. */
    static Setback all(List<Setback> setbacks) {
        return new Setback(
                setbacks.stream().map(Setback::text).collect(Collectors.joining("; ")),
                setbacks.stream()
                        .map(Setback::cure)
                        .filter(cure -> !cure.isEmpty())
                        .distinct()
                        .collect(Collectors.joining("; ")));
    }
}
