package org.copyblade.manager.internal.plan;

import java.util.ArrayList;
import java.util.List;
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

    /** What it calls its source, which is one of {@link #namesOf the names} of that. */
    public String source() {
        int colon = text.lastIndexOf(':');
        return (colon < 0 ? text : text.substring(0, colon)).strip().toLowerCase(Locale.ROOT);
    }

    /** What a pair may call a source that is named in full: so that nobody has to try each pair on each source. */
    public static List<String> namesOf(String source) {
        List<String> names = new ArrayList<>();
        String whole = source.toLowerCase(Locale.ROOT);
        names.add(whole);
        for (int slash = whole.indexOf('/'); slash >= 0; slash = whole.indexOf('/', slash + 1)) {
            names.add(whole.substring(slash + 1));
        }
        return names;
    }
}
