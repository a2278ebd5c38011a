package org.copyblade.bench.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.copyblade.demo.operator.TextTable;

/** From nothing to the first command served, and what an instance that does nothing keeps in memory. */
final class StartFigures {

    private static final int STARTS = 5;
    private static final int IDLE_SECONDS = 30;

    private StartFigures() {}

    /**
     * Starts instances one after the other, each with empty data.
     *
     * @param configuration of one system and one profile
     */
    static void measure(Path configuration, Report report) throws IOException, InterruptedException {
        Samples served = new Samples();
        for (int i = 0; i < STARTS; i++) {
            try (Instance instance = Instance.create(configuration)) {
                served.add(firstServed(instance));
            }
        }
        long resident;
        try (Instance instance = Instance.create(configuration)) {
            firstServed(instance);
            TimeUnit.SECONDS.sleep(IDLE_SECONDS);
            resident = instance.residentMegabytes();
        }
        TextTable table = new TextTable(1, "of " + STARTS + " starts", "median", "longest");
        table.row(
                "start to first command served, s",
                Samples.seconds(served.median()),
                Samples.seconds(served.longest()));
        report.table(table);
        report.bar(Bar.atMost(
                "start to first command served, median", served.median().toNanos() / 1e9, 1.5, "s"));
        report.bar(Bar.atMost("resident memory after " + IDLE_SECONDS + " s idle", resident, 150, "MB"));
    }

    private static Duration firstServed(Instance instance) throws IOException, InterruptedException {
        long began = System.nanoTime();
        instance.run("start");
        instance.run("exec", "slb:profiles");
        return Duration.ofNanos(System.nanoTime() - began);
    }
}
