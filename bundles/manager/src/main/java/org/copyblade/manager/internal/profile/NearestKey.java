package org.copyblade.manager.internal.profile;

import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the option that somebody who made a typing mistake may have meant. */
final class NearestKey {

    private NearestKey() {}

    /** The most similar key, if one is similar enough. */
    static Optional<String> to(String typed) {
        String normal = typed.strip().toLowerCase(Locale.ROOT).replace('_', '.').replace('-', '.');
        return Options.all().stream()
                .map(Option::key)
                .min(Comparator.comparingInt(key -> distance(normal, key)))
                .filter(key -> distance(normal, key) <= Math.max(1, key.length() / 3));
    }

    /** Letters to insert, drop or exchange until one text is the other (Levenshtein). */
    private static int distance(String from, String to) {
        int[] last = new int[to.length() + 1];
        for (int column = 0; column <= to.length(); column++) {
            last[column] = column;
        }
        for (int row = 1; row <= from.length(); row++) {
            int[] current = new int[to.length() + 1];
            current[0] = row;
            for (int column = 1; column <= to.length(); column++) {
                int exchange = last[column - 1] + (from.charAt(row - 1) == to.charAt(column - 1) ? 0 : 1);
                current[column] = Math.min(exchange, 1 + Math.min(last[column], current[column - 1]));
            }
            last = current;
        }
        return last[to.length()];
    }
}
