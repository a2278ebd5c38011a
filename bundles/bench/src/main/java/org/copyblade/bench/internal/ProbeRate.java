package org.copyblade.bench.internal;

import java.time.Duration;
import java.util.Locale;
import org.copyblade.demo.fixture.ProbeReport;

/** How fast the probe commits while nothing else happens: it sees no gap finer than that. Not for several threads. */
final class ProbeRate {

    private static final double WANTED = 900;
    private static final Duration TICK = Duration.ofMillis(1);

    private final Samples medians = new Samples();
    private long commits;
    private Duration time = Duration.ZERO;

    void add(ProbeReport quiet) {
        commits += quiet.commits();
        time = time.plus(quiet.interval());
        medians.add(quiet.median());
    }

    double perSecond() {
        return commits * 1e9 / Math.max(1, time.toNanos());
    }

    /** Says the rate; and one below the wanted is a missed bar, unless the storage takes longer for each commit. */
    void tell(String figure, Report report) {
        Duration commit = medians.median();
        String rate = String.format(Locale.ROOT, "%.0f commits a second", perSecond());
        if (perSecond() < WANTED && commit.compareTo(TICK) > 0) {
            report.say(figure + ": " + rate + ", as one takes " + Samples.milliseconds(commit)
                    + " ms on this storage; a gap is seen no finer.");
            return;
        }
        report.bar(Bar.atLeast(figure + ", commits a second", perSecond(), WANTED, ""));
    }
}
