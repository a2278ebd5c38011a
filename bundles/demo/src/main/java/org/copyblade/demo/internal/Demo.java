package org.copyblade.demo.internal;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.copyblade.api.Backup;
import org.copyblade.api.CopybladeException;
import org.copyblade.api.ErrorCode;
import org.copyblade.demo.fixture.Ledger;
import org.copyblade.demo.fixture.LedgerMark;
import org.copyblade.demo.fixture.LedgerVerdict;
import org.copyblade.demo.operator.BladeUpgrade;
import org.copyblade.demo.operator.FirstConnection;
import org.copyblade.demo.operator.Operator;
import org.copyblade.demo.operator.Place;
import org.copyblade.demo.operator.ProtectedServer;
import org.copyblade.demo.operator.TextTable;
import org.copyblade.demo.operator.TimedRun;
import org.osgi.framework.Version;

/** The demo's script, from the first server to the table at its end. Runs once, in one thread. */
final class Demo {

    private static final int MEGABYTES = 128;
    private static final int WRITERS = 2;
    private static final int COMMITS_PER_SECOND = 300;
    private static final int BACKUPS = 5;
    private static final int UPGRADES = 5;
    private static final int END_OF_BACKUP_SECONDS = 30;

    private final Stage stage;
    private final Operator operator;
    private final BladeUpgrade upgrade;
    private final PrintStream out;
    private final TextTable table = new TextTable(
            2,
            "system",
            "blade",
            "data MB",
            "backups",
            "window ms, median",
            "longest commit gap ms",
            "whole backup ms, median",
            "restore to first connection ms",
            "ledger");

    Demo(Stage stage, Operator operator, BladeUpgrade upgrade, PrintStream out) {
        this.stage = stage;
        this.operator = operator;
        this.upgrade = upgrade;
        this.out = out;
    }

    void run() throws IOException, SQLException, CopybladeException, InterruptedException {
        out.println(stage.opening());
        for (Place place : stage.places()) {
            out.println();
            try (ProtectedServer server = ProtectedServer.create(place, MEGABYTES, Map.of(), operator)) {
                show(server);
            }
        }
        out.println();
        out.print(table);
        out.println("Nothing is left behind: servers, filesystems and configuration of the demo are gone.");
    }

    private void show(ProtectedServer server)
            throws IOException, SQLException, CopybladeException, InterruptedException {
        say(
                server,
                "PostgreSQL " + server.server().query("SHOW server_version") + " under load, " + COMMITS_PER_SECOND
                        + " transfers/s and a commit probe of 1 kHz");
        server.startLoad(WRITERS, COMMITS_PER_SECOND);
        server.load().awaitCommits(COMMITS_PER_SECOND);

        List<TimedRun> backups = new ArrayList<>();
        long began = System.nanoTime();
        backUp(server, BACKUPS, backups);
        Duration gap = server.probe().report(began, System.nanoTime()).longest();
        upgradeDuringBackups(server, backups);
        server.load().awaitCommits(COMMITS_PER_SECOND);
        LedgerMark attempted = server.load().attempted();

        TimedRun chosen = backups.get(backups.size() - 1);
        Backup backup = operator.get(chosen.backup());
        LedgerMark acknowledged = server.load().acknowledgedBefore(instantOf(backup, chosen));
        int megabytes = (int) (server.dataBytes() >> 20);
        destroy(server);
        Duration restore = restore(server, backup);
        LedgerVerdict verdict = prove(server, acknowledged, attempted);
        table.row(
                server.name(),
                server.place().blade(),
                Integer.toString(megabytes),
                Integer.toString(backups.size()),
                windows(backups),
                milliseconds(gap),
                milliseconds(median(backups.stream().map(TimedRun::total).toList())),
                milliseconds(restore),
                verdict.found().entries() + " entries, complete");
    }

    private void backUp(ProtectedServer server, int count, List<TimedRun> backups)
            throws CopybladeException, InterruptedException {
        for (int i = 0; i < count; i++) {
            TimedRun run = operator.backup(server.name());
            backups.add(run);
            Backup backup = operator.get(run.backup());
            say(
                    server,
                    backup.id() + " " + backup.state() + ": " + window(backup) + ", whole backup "
                            + milliseconds(run.total()) + " ms");
        }
    }

    /** Backups in another thread, back to back; the upgrades do not wait for a gap between them. */
    private void upgradeDuringBackups(ProtectedServer server, List<TimedRun> backups)
            throws IOException, CopybladeException, InterruptedException {
        String blade = server.place().blade();
        AtomicBoolean upgraded = new AtomicBoolean();
        Version version = Version.emptyVersion;
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<List<TimedRun>> backingUp = thread.submit(() -> backUpUntil(server, upgraded));
            for (int i = 0; i < UPGRADES; i++) {
                version = upgrade.upgrade(blade);
            }
            upgraded.set(true);
            List<TimedRun> during = result(backingUp);
            backups.addAll(during);
            say(
                    server,
                    "blade " + blade + " upgraded " + UPGRADES + " times, up to " + version + ", under " + during.size()
                            + " backups back to back; none failed");
        } finally {
            // After a failure, ends the backup under way before its server is taken away.
            thread.shutdownNow();
            thread.awaitTermination(END_OF_BACKUP_SECONDS, TimeUnit.SECONDS);
        }
    }

    private List<TimedRun> backUpUntil(ProtectedServer server, AtomicBoolean upgraded)
            throws CopybladeException, InterruptedException {
        List<TimedRun> during = new ArrayList<>();
        while (!upgraded.get()) {
            during.add(operator.backup(server.name()));
        }
        return during;
    }

    private static List<TimedRun> result(Future<List<TimedRun>> backingUp)
            throws CopybladeException, InterruptedException {
        try {
            return backingUp.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof CopybladeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /** A bad day: the server is killed and part of its data is gone. */
    private void destroy(ProtectedServer server) throws IOException {
        server.server().crash();
        server.stopLoad();
        Path data = server.server().dataDirectory();
        Files.delete(data.resolve("global").resolve("pg_control"));
        Files.delete(data.resolve("PG_VERSION"));
        say(server, "server killed, its control file deleted: it cannot start any more");
    }

    private Duration restore(ProtectedServer server, Backup backup)
            throws IOException, CopybladeException, InterruptedException {
        FirstConnection connection = FirstConnection.of(server.server());
        operator.restore(backup.id());
        Duration took = connection.await();
        say(server, backup.id() + " restored, first connection after " + milliseconds(took) + " ms");
        return took;
    }

    private LedgerVerdict prove(ProtectedServer server, LedgerMark acknowledged, LedgerMark attempted)
            throws SQLException, CopybladeException {
        try (Connection connection = server.server().connect()) {
            LedgerVerdict verdict = Ledger.check(connection, acknowledged, attempted);
            if (!verdict.isComplete()) {
                throw new CopybladeException(
                        ErrorCode.NOT_PROVEN,
                        "the restored ledger is not complete: " + String.join("; ", verdict.problems()));
            }
            say(
                    server,
                    "ledger complete: all " + acknowledged.entries()
                            + " transfers acknowledged before the instant of the backup are there, no gap, every balance right");
            return verdict;
        }
    }

    /** The backup's instant on the clock of the load; the beginning of its run when it has none. */
    private static long instantOf(Backup backup, TimedRun run) {
        return backup.pointInTime()
                .map(instant -> System.nanoTime()
                        - Duration.between(instant, Instant.now()).toNanos())
                .orElse(run.beganNanos());
    }

    private String windows(List<TimedRun> backups) throws CopybladeException {
        List<Duration> windows = new ArrayList<>();
        for (TimedRun run : backups) {
            operator.get(run.backup()).windowMicros().ifPresent(micros -> windows.add(Duration.ofNanos(micros * 1000)));
        }
        return windows.isEmpty() ? "none" : milliseconds(median(windows));
    }

    private static String window(Backup backup) {
        return backup.windowMicros().isPresent()
                ? "held " + milliseconds(Duration.ofNanos(backup.windowMicros().getAsLong() * 1000)) + " ms"
                : "not held";
    }

    private static Duration median(List<Duration> durations) {
        return durations.stream().sorted().toList().get(durations.size() / 2);
    }

    private static String milliseconds(Duration duration) {
        return String.format("%.1f", duration.toNanos() / 1e6);
    }

    private void say(ProtectedServer server, String text) {
        out.println(server.name() + ": " + text);
        out.flush();
    }
}
