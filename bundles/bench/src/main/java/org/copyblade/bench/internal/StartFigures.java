package org.copyblade.bench.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** From nothing to the first command served, and what an instance that does nothing keeps in memory. */
final class StartFigures {

    private static final int STARTS = 5;
    private static final int IDLE_SECONDS = 30;

    private StartFigures() {}

    /**
     * Starts an instance again and again; the very first time it has no data yet, and no archive of its classes.
     *
     * @param configuration of one system and one profile
     */
    static void measure(Path configuration, Report report) throws IOException, InterruptedException {
        Samples served = new Samples();
        try (Instance instance = Instance.create(configuration)) {
            Duration first = firstServed(instance);
            instance.run("stop");
            for (int i = 0; i < STARTS; i++) {
                served.add(firstServed(instance));
                if (i < STARTS - 1) {
                    instance.run("stop");
                }
            }
            TimeUnit.SECONDS.sleep(IDLE_SECONDS);
            long resident = instance.residentMegabytes();
            report.say("Start to first command served: " + Samples.seconds(served.median()) + " s, median of " + STARTS
                    + ", longest " + Samples.seconds(served.longest()) + " s; the very first of a new installation "
                    + Samples.seconds(first) + " s.");
            report.bar(Bar.atMost("start to first command served, median", seconds(served.median()), 1.5, "s"));
            report.bar(Bar.atMost("very first start to first command served", seconds(first), 1.5, "s"));
            report.bar(Bar.atMost("resident memory after " + IDLE_SECONDS + " s idle", resident, 150, "MB"));
        }
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }

    private static Duration firstServed(Instance instance) throws IOException, InterruptedException {
        long began = System.nanoTime();
        instance.run("start");
        instance.run("exec", "slb:profiles");
        return Duration.ofNanos(System.nanoTime() - began);
    }
}
