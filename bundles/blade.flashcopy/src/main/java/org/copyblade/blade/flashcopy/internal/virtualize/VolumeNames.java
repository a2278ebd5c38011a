package org.copyblade.blade.flashcopy.internal.virtualize;

import java.util.ArrayList;
import java.util.List;

/**
 * Names of volumes, some of them beginnings with an asterisk behind.
 *
 * @param patterns empty for none
 */
record VolumeNames(List<String> patterns) {
    VolumeNames {
        patterns = List.copyOf(patterns);
    }

    /** @throws IllegalArgumentException if a part is no name, and no beginning of one */
    static VolumeNames parse(String text) {
        List<String> patterns = new ArrayList<>();
        for (String part : text.strip().split("[,\\s]+")) {
            if (part.isEmpty()) {
                continue;
            }
            if (!part.matches("[A-Za-z_][A-Za-z0-9._-]{0,62}\\*?")) {
                throw new IllegalArgumentException(
                        "'" + part + "' is no name, and no beginning of one with '*' behind");
            }
            patterns.add(part);
        }
        return new VolumeNames(patterns);
    }

    boolean contains(String name) {
        return patterns.stream()
                .anyMatch(pattern -> pattern.endsWith("*")
                        ? name.startsWith(pattern.substring(0, pattern.length() - 1))
                        : name.equals(pattern));
    }
}
