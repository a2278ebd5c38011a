package org.copyblade.bench.internal;

import java.util.ArrayList;
import java.util.List;

/** Numbers measured one after the other. Not for several threads. */
final class Amounts {

    private final List<Long> values = new ArrayList<>();

    void add(long value) {
        values.add(value);
    }

    void clear() {
        values.clear();
    }

    void addAll(Amounts others) {
        values.addAll(others.values);
    }

    long median() {
        if (values.isEmpty()) {
            throw new IllegalStateException("nothing was measured");
        }
        return values.stream().sorted().toList().get((values.size() - 1) / 2);
    }

    /** How many times the smallest the largest is. */
    double spread() {
        long least = values.stream().mapToLong(Long::longValue).min().orElse(1);
        long most = values.stream().mapToLong(Long::longValue).max().orElse(1);
        return (double) most / Math.max(1, least);
    }
}
