package org.copyblade.bench.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.copyblade.api.CopybladeException;
import org.copyblade.demo.fixture.PostgresServer.Shutdown;
import org.copyblade.demo.fixture.ScratchFilesystem;
import org.copyblade.demo.fixture.ScratchFilesystem.Kind;
import org.copyblade.demo.operator.Operator;
import org.copyblade.demo.operator.Place;
import org.copyblade.demo.operator.ProtectedServer;
import org.copyblade.demo.operator.TextTable;

/** Everything that is measured, in order. Runs once, in one thread. */
final class Bench {

    private static final List<Place> PLACES = List.of(
            new Place(
                    "benchxfs",
                    Optional.of(Kind.XFS),
                    "reflink",
                    Map.of("fast.replication", "required", "dirty.bound.mib", "1024")),
            new Place("benchbtrfs", Optional.of(Kind.BTRFS), "btrfs", Map.of("dirty.bound.mib", "1024")));

    /** Archiving is on from the start, since it cannot be switched on later; what it archives to comes with the peer. */
    private static final Map<String, String> SETTINGS = Map.of(
            "archive_mode", "on",
            "archive_command", "true",
            "max_wal_size", "8GB",
            "checkpoint_timeout", "1h",
            "shared_buffers", "256MB");

    private static final int PEER_TURNS = 3;

    private final Operator operator;
    private final Report report;
    private final int backups;
    private final List<Integer> sizesMegabytes;

    Bench(Operator operator, Report report, int backups, List<Integer> sizesMegabytes) {
        this.operator = operator;
        this.report = report;
        this.backups = backups;
        this.sizesMegabytes = List.copyOf(sizesMegabytes);
    }

    /** True when all bars are reached. */
    boolean run() throws IOException, SQLException, CopybladeException, InterruptedException {
        for (Place place : PLACES) {
            Kind kind = place.filesystem().orElseThrow();
            Optional<String> missing = ScratchFilesystem.unsupportedReason(kind);
            if (missing.isPresent()) {
                report.skip("everything with blade " + place.blade(), missing.get());
                continue;
            }
            window(place);
            growth(place);
        }
        return report.conclude();
    }

    private void window(Place place) throws IOException, SQLException, CopybladeException, InterruptedException {
        int megabytes = sizesMegabytes.get(0);
        report.section("Blade " + place.blade() + ": " + backups + " backups of " + megabytes
                + " MB under load, in turn with bare copies");
        try (ProtectedServer server = ProtectedServer.create(place, megabytes, SETTINGS, operator)) {
            new WindowFigures(operator, report).measure(server, backups);
        }
    }

    private void growth(Place place) throws IOException, SQLException, CopybladeException, InterruptedException {
        report.section("Blade " + place.blade() + ": growth with the data, beside other tools");
        TextTable table =
                new TextTable(2, "data MB", "tool", "whole s", "times ours", "processor ms", "bytes moved of data");
        List<GrowthFigures.Size> sizes = new ArrayList<>();
        for (int megabytes : sizesMegabytes) {
            try (ProtectedServer server = ProtectedServer.create(place, megabytes, SETTINGS, operator)) {
                GrowthFigures.Size size = new GrowthFigures(operator).measure(server);
                sizes.add(size);
                table.row(
                        Long.toString(size.dataBytes() >> 20),
                        "copyblade " + place.blade(),
                        Samples.seconds(size.total()),
                        "1.0",
                        Long.toString(size.processorTime().toMillis()),
                        String.format(Locale.ROOT, "%.3f %%", size.share() * 100));
                boolean largest = sizes.size() == sizesMegabytes.size();
                others(server, size, largest, table);
            }
        }
        report.table(table);
        growthBars(place, sizes.get(0), sizes.get(sizes.size() - 1));
    }

    private void growthBars(Place place, GrowthFigures.Size small, GrowthFigures.Size large) {
        String blade = place.blade();
        report.bar(Bar.atMost(
                blade + ": whole backup, largest against smallest",
                Samples.ratio(large.total(), small.total()),
                1.2,
                ""));
        report.bar(Bar.atMost(
                blade + ": processor time, largest against smallest",
                Samples.ratio(large.processorTime(), small.processorTime()),
                1.2,
                ""));
        report.bar(Bar.atMost(blade + ": bytes moved, of the largest data", large.share() * 100, 1, "%"));
    }

    private void others(ProtectedServer server, GrowthFigures.Size ours, boolean largest, TextTable table)
            throws IOException, SQLException, CopybladeException, InterruptedException {
        Optional<RestoreFigures.Restored> restored = Optional.empty();
        if (largest) {
            restored = Optional.of(restore(server));
        }
        Optional<Path> baseBackup = Programs.find("pg_basebackup");
        if (baseBackup.isPresent()) {
            try (Peer peer = new PgBaseBackup(baseBackup.get(), server.server())) {
                compare(server, peer, ours, largest ? Optional.of(8.0) : Optional.empty(), table);
            }
        } else {
            report.skip("pg_basebackup", "the program of PostgreSQL 15 is not installed");
        }
        Optional<Path> backRest = Programs.find("pgbackrest");
        if (backRest.isPresent()) {
            try (PgBackRest peer = PgBackRest.on(backRest.get(), server.server())) {
                compare(server, peer, ours, largest ? Optional.of(3.0) : Optional.empty(), table);
                if (restored.isPresent()) {
                    compareRestore(server, peer, restored.get());
                }
            }
        } else {
            report.skip("pgBackRest", "it is not installed");
        }
    }

    private RestoreFigures.Restored restore(ProtectedServer server)
            throws IOException, SQLException, CopybladeException, InterruptedException {
        RestoreFigures.Restored restored = new RestoreFigures(operator).measure(server);
        report.say(server.place().blade() + ": restored to first connection in "
                + Samples.seconds(restored.toConnection()) + " s, of it redo " + Samples.seconds(restored.redo())
                + " s");
        report.bar(Bar.atMost(
                server.place().blade() + ": restore to first connection without redo",
                restored.own().toNanos() / 1e6,
                500,
                "ms"));
        return restored;
    }

    private void compareRestore(ProtectedServer server, PgBackRest peer, RestoreFigures.Restored ours)
            throws IOException {
        server.server().stop(Shutdown.FAST);
        server.server().emptyDataDirectory();
        Caches.drop();
        Duration theirs = peer.restoreAndStart();
        report.say(peer.name() + ": restored and started in " + Samples.seconds(theirs) + " s");
        report.bar(Bar.atLeast(
                server.place().blade() + ": times faster than a restore of pgBackRest",
                Samples.ratio(theirs, ours.toConnection()),
                2,
                ""));
    }

    private void compare(
            ProtectedServer server, Peer peer, GrowthFigures.Size ours, Optional<Double> bar, TextTable table)
            throws IOException, SQLException {
        Samples theirs = new Samples();
        for (int i = 0; i < PEER_TURNS; i++) {
            Caches.drop();
            theirs.add(peer.backUp());
        }
        double ratio = Samples.ratio(theirs.median(), ours.total());
        table.row("", peer.name(), Samples.seconds(theirs.median()), String.format(Locale.ROOT, "%.1f", ratio), "", "");
        bar.ifPresent(wanted -> report.bar(
                Bar.atLeast(server.place().blade() + ": times faster than " + peer.name(), ratio, wanted, "")));
    }
}
