package org.copyblade.manager.internal.plan;

import java.util.Locale;
import java.util.Objects;

/**
 * A source and the target that is reserved for it, as an option has it. Pure.
 *
 * @param text source:target; the source may leave out the storage system that it bears in front, and hexadecimal digits are
 *     written either way
 */
public record FixedPair(String text) {

    public FixedPair {
        Objects.requireNonNull(text, "text");
    }

    /** Whether it is one of this source, which is named in full. */
    public boolean isOf(String source) {
        int colon = text.lastIndexOf(':');
        String named = (colon < 0 ? text : text.substring(0, colon)).strip().toLowerCase(Locale.ROOT);
        String whole = source.toLowerCase(Locale.ROOT);
        return whole.equals(named) || whole.endsWith("/" + named);
    }
}
