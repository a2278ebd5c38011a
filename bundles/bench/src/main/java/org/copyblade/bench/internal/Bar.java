package org.copyblade.bench.internal;

import java.util.Locale;

/**
 * A figure beside what it should be.
 *
 * @param figure what was measured
 * @param value measured
 * @param bar it should reach
 * @param unit of both; empty for a ratio
 * @param kind whether less or more is better
 */
record Bar(String figure, double value, double bar, String unit, Kind kind) {

    enum Kind {
        AT_MOST,
        AT_LEAST
    }

    static Bar atMost(String figure, double value, double bar, String unit) {
        return new Bar(figure, value, bar, unit, Kind.AT_MOST);
    }

    static Bar atLeast(String figure, double value, double bar, String unit) {
        return new Bar(figure, value, bar, unit, Kind.AT_LEAST);
    }

    boolean isReached() {
        return switch (kind) {
            case AT_MOST -> value <= bar;
            case AT_LEAST -> value >= bar;
        };
    }

    String measured() {
        return String.format(Locale.ROOT, "%.2f %s", value, unit).strip();
    }

    String wanted() {
        String sign =
                switch (kind) {
                    case AT_MOST -> "<=";
                    case AT_LEAST -> ">=";
                };
        return String.format(Locale.ROOT, "%s %.2f %s", sign, bar, unit).strip();
    }
}
