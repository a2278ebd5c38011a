package org.copyblade.bench.internal;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What can be measured by itself, where a machine is not free for all of it at a stretch. */
enum Part {
    /** Starts, and memory. */
    START,
    /** Backups under load that hold the system, beside bare copies. */
    WINDOW,
    /** The same by every further way to keep the copy consistent, and with two groups. */
    WAYS,
    /** Sizes without load, against each other. */
    GROWTH,
    /** Other tools beside us, at each of the sizes. */
    PEERS,
    /** Restores of the largest size. */
    RESTORE;

    static String all() {
        return Arrays.stream(values()).map(Part::word).collect(Collectors.joining(","));
    }

    /** Those that are named, parted by commas. */
    static Set<Part> named(String words) {
        return Arrays.stream(words.split(","))
                .map(word -> valueOf(word.strip().toUpperCase(Locale.ROOT)))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Part.class)));
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
