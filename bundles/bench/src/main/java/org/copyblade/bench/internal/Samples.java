package org.copyblade.bench.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Durations measured one after the other. Not for several threads. */
final class Samples {

    private final List<Duration> values = new ArrayList<>();

    void add(Duration value) {
        values.add(value);
    }

    int count() {
        return values.size();
    }

    Duration median() {
        return at(0.5);
    }

    Duration longest() {
        return at(1);
    }

    private Duration at(double share) {
        if (values.isEmpty()) {
            throw new IllegalStateException("nothing was measured");
        }
        return values.stream().sorted().toList().get((int) (share * (values.size() - 1)));
    }

    static String milliseconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f", duration.toNanos() / 1e6);
    }

    static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.2f", duration.toNanos() / 1e9);
    }

    /** How many times as long the first is. */
    static double ratio(Duration of, Duration to) {
        return (double) of.toNanos() / Math.max(1, to.toNanos());
    }
}
