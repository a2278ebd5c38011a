package org.copyblade.bench.internal;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How much is measured.
 *
 * @param backups under load, for the window
 * @param megabytes sizes of the database, rising
 * @param parts what is measured at all
 * @param blades by which
 */
record Scale(int backups, List<Integer> megabytes, Set<Part> parts, Set<String> blades) {

    /** The further ways to take a backup are looked at this many times less often. */
    private static final int LESS_OFTEN = 5;

    private static final int LEAST = 5;

    Scale {
        megabytes = List.copyOf(megabytes);
        parts = Set.copyOf(parts);
        blades = Set.copyOf(blades);
        if (backups < 1
                || megabytes.isEmpty()
                || !megabytes.equals(megabytes.stream().sorted().toList())) {
            throw new IllegalArgumentException("needs at least one backup, and sizes that rise");
        }
    }

    boolean has(Part... wanted) {
        return Stream.of(wanted).anyMatch(parts::contains);
    }

    int smallest() {
        return megabytes.get(0);
    }

    boolean isLargest(int size) {
        return size == megabytes.get(megabytes.size() - 1);
    }

    int furtherBackups() {
        return Math.max(LEAST, backups / LESS_OFTEN);
    }
}
