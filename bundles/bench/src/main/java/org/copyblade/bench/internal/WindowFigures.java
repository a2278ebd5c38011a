package org.copyblade.bench.internal;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import org.copyblade.api.CopybladeException;
import org.copyblade.demo.operator.Operator;
import org.copyblade.demo.operator.ProtectedServer;
import org.copyblade.demo.operator.TextTable;
import org.copyblade.demo.operator.TimedRun;

/** Backups under load beside bare copies, turn by turn: the window, what is seen of it from outside, and the whole. */
final class WindowFigures {

    private static final int WRITERS = 2;
    private static final int COMMITS_PER_SECOND = 300;
    private static final int COMMITS_BETWEEN = 60;
    private static final int WARM_UP = 3;

    private final Operator operator;
    private final Report report;
    private final Samples own = new Samples();
    private final Samples window = new Samples();
    private final Samples storage = new Samples();
    private final Samples gap = new Samples();
    private final Samples total = new Samples();
    private final Samples rawWindow = new Samples();
    private final Samples rawGap = new Samples();
    private final Samples rawTotal = new Samples();

    WindowFigures(Operator operator, Report report) {
        this.operator = operator;
        this.report = report;
    }

    void measure(ProtectedServer server, int backups)
            throws IOException, SQLException, CopybladeException, InterruptedException {
        server.startLoad(WRITERS, COMMITS_PER_SECOND);
        for (int i = 0; i < WARM_UP; i++) {
            server.load().awaitCommits(COMMITS_BETWEEN);
            operator.backup(server.name());
            raw(server);
        }
        for (int i = 0; i < backups; i++) {
            backUp(server);
            copyRaw(server);
        }
        server.stopLoad();
        print(server);
    }

    private void backUp(ProtectedServer server) throws IOException, CopybladeException, InterruptedException {
        server.load().awaitCommits(COMMITS_BETWEEN);
        TimedRun run = operator.backup(server.name());
        server.load().awaitCommits(COMMITS_BETWEEN);
        Window seen = Window.of(operator.get(run.backup()), operator.evidence(run.backup()));
        window.add(seen.whole());
        storage.add(seen.storage());
        own.add(seen.own());
        total.add(run.total());
        gap.add(server.probe().report(run.beganNanos(), run.endedNanos()).longest());
    }

    private void copyRaw(ProtectedServer server) throws IOException, SQLException {
        server.load().awaitCommits(COMMITS_BETWEEN);
        RawBackup raw = raw(server);
        server.load().awaitCommits(COMMITS_BETWEEN);
        rawWindow.add(raw.window());
        rawTotal.add(raw.total());
        // From the checkpoint on, as for a backup.
        long began = raw.heldNanos() - raw.checkpoint().toNanos();
        rawGap.add(server.probe()
                .report(began, raw.resumedNanos() + raw.window().toNanos())
                .longest());
    }

    private static RawBackup raw(ProtectedServer server) throws IOException, SQLException {
        return RawBackup.take(server.place().filesystem().orElseThrow(), server.server());
    }

    private void print(ProtectedServer server) {
        String blade = server.place().blade();
        TextTable table = new TextTable(1, "ms, " + total.count() + " turns", "median", "longest");
        row(table, "window", window);
        row(table, "of it the storage's own time", storage);
        row(table, "of it our own part", own);
        row(table, "bare window", rawWindow);
        row(table, "longest commit gap", gap);
        row(table, "bare longest commit gap", rawGap);
        row(table, "whole backup", total);
        row(table, "bare checkpoint and copy", rawTotal);
        report.table(table);
        report.bar(Bar.atMost(blade + ": own part of the window, median", millis(own.median()), 10, "ms"));
        report.bar(Bar.atMost(blade + ": own part of the window, longest", millis(own.longest()), 50, "ms"));
        report.bar(Bar.atMost(
                blade + ": commit gap above the bare one, medians",
                millis(gap.median().minus(rawGap.median())),
                50,
                "ms"));
        report.bar(Bar.atMost(
                blade + ": whole backup above the bare one, medians",
                millis(total.median().minus(rawTotal.median())),
                300,
                "ms"));
    }

    private static void row(TextTable table, String name, Samples samples) {
        table.row(name, Samples.milliseconds(samples.median()), Samples.milliseconds(samples.longest()));
    }

    private static double millis(Duration duration) {
        return duration.toNanos() / 1e6;
    }
}
