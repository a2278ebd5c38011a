package org.copyblade.bench.internal;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.copyblade.api.Backup;
import org.copyblade.api.CopybladeException;
import org.copyblade.demo.fixture.ProbeReport;
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
    private final ProtectedServer server;
    private final Map<String, String> overrides;
    private final Samples own = new Samples();
    private final Samples window = new Samples();
    private final Samples storage = new Samples();
    private final Samples gap = new Samples();
    private final Samples total = new Samples();
    private final Samples rawWindow = new Samples();
    private final Samples rawGap = new Samples();
    private final Samples rawTotal = new Samples();
    private final Amounts logBefore = new Amounts();
    private final Amounts rawLogBefore = new Amounts();
    private final ProbeRate probeRate = new ProbeRate();

    private WindowFigures(Operator operator, ProtectedServer server, Map<String, String> overrides) {
        this.operator = operator;
        this.server = server;
        this.overrides = overrides;
    }

    /**
     * Takes the backups.
     *
     * @param overrides options of each backup besides those of the profile
     */
    static WindowFigures measure(Operator operator, ProtectedServer server, Map<String, String> overrides, int backups)
            throws IOException, SQLException, CopybladeException, InterruptedException {
        WindowFigures figures = new WindowFigures(operator, server, overrides);
        server.startLoad(WRITERS, COMMITS_PER_SECOND);
        try {
            for (int i = 0; i < WARM_UP; i++) {
                server.load().awaitCommits(COMMITS_BETWEEN);
                operator.backup(server.name(), overrides);
                figures.raw();
            }
            for (int i = 0; i < backups; i++) {
                figures.backUp();
                figures.copyRaw();
            }
        } finally {
            server.stopLoad();
        }
        return figures;
    }

    private void backUp() throws IOException, SQLException, CopybladeException, InterruptedException {
        logBefore.add(makeReady());
        TimedRun run = operator.backup(server.name(), overrides);
        server.load().awaitCommits(COMMITS_BETWEEN);
        Backup backup = operator.get(run.backup());
        if (backup.windowMicros().isPresent()) {
            Window seen = Window.of(backup, operator.evidence(run.backup()));
            window.add(seen.whole());
            storage.add(seen.storage());
            own.add(seen.own());
        }
        total.add(run.total());
        gap.add(server.probe().report(run.beganNanos(), run.endedNanos()).longest());
    }

    private void copyRaw() throws IOException, SQLException, InterruptedException {
        rawLogBefore.add(makeReady());
        RawBackup raw = raw();
        server.load().awaitCommits(COMMITS_BETWEEN);
        rawWindow.add(raw.window());
        rawTotal.add(raw.total());
        // From the checkpoint on, as for a backup.
        long began = raw.heldNanos() - raw.checkpoint().toNanos();
        rawGap.add(server.probe()
                .report(began, raw.resumedNanos() + raw.window().toNanos())
                .longest());
    }

    /** The same before every turn: all written out, caches empty, then as many commits; answers how much log they wrote. */
    private long makeReady() throws IOException, SQLException, InterruptedException {
        server.server().execute("CHECKPOINT");
        Caches.drop();
        String began = server.server().query("SELECT pg_current_wal_insert_lsn()");
        long beganNanos = System.nanoTime();
        server.load().awaitCommits(COMMITS_BETWEEN);
        ProbeReport quiet = server.probe().report(beganNanos, System.nanoTime());
        probeRate.add(quiet);
        return Long.parseLong(
                server.server().query("SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '" + began + "')"));
    }

    private RawBackup raw() throws IOException, SQLException {
        return RawBackup.take(server.place().filesystem().orElseThrow(), server.server());
    }

    /** The figures as a table; those that such a backup does not have are left out. */
    TextTable table() {
        TextTable table = new TextTable(1, "ms, " + total.count() + " turns", "median", "longest");
        row(table, "window", window);
        row(table, "of it the storage's own time", storage);
        row(table, "of it our own part", own);
        row(table, "bare window", rawWindow);
        row(table, "longest commit gap", gap);
        row(table, "bare longest commit gap", rawGap);
        row(table, "whole backup", total);
        row(table, "bare checkpoint and copy", rawTotal);
        return table;
    }

    /** What the manager, the guards and the adapter add to the window. */
    void ownPartBars(String name, Report report) {
        report.bar(Bar.atMost(name + ": own part of the window, median", millis(own.median()), 10, "ms"));
        report.bar(Bar.atMost(name + ": own part of the window, longest", millis(own.longest()), 50, "ms"));
    }

    /** What is seen from outside, against the bare copies. */
    void outsideBars(String name, Report report) {
        report.bar(Bar.atMost(
                name + ": commit gap above the bare one, medians",
                millis(gap.median().minus(rawGap.median())),
                50,
                "ms"));
        report.bar(Bar.atMost(
                name + ": commit gap above the bare one, longest",
                millis(gap.longest().minus(rawGap.longest())),
                50,
                "ms"));
        report.bar(Bar.atMost(
                name + ": whole backup above the bare one, medians",
                millis(total.median().minus(rawTotal.median())),
                300,
                "ms"));
        probeRate.tell(name + ": probe", report);
        report.bar(Bar.atMost(
                name + ": control, log written before a turn, most against least of the medians",
                spread(logBefore.median(), rawLogBefore.median()),
                1.25,
                ""));
    }

    private static double spread(long one, long other) {
        return (double) Math.max(one, other) / Math.max(1, Math.min(one, other));
    }

    private static void row(TextTable table, String name, Samples samples) {
        if (samples.count() > 0) {
            table.row(name, Samples.milliseconds(samples.median()), Samples.milliseconds(samples.longest()));
        }
    }

    private static double millis(Duration duration) {
        return duration.toNanos() / 1e6;
    }
}
