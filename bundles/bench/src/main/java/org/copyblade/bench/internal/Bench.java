package org.copyblade.bench.internal;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.copyblade.api.CopybladeException;
import org.copyblade.demo.fixture.ScratchFilesystem;
import org.copyblade.demo.fixture.ScratchFilesystem.Kind;
import org.copyblade.demo.operator.Operator;
import org.copyblade.demo.operator.Place;
import org.copyblade.demo.operator.ProtectedServer;

/** Everything that is measured, in order. Runs once, in one thread. */
final class Bench {

    private static final List<Place> PLACES = List.of(
            new Place(
                    "benchxfs",
                    Optional.of(Kind.XFS),
                    "reflink",
                    Map.of("fast.replication", "required", "dirty.bound.mib", "1024")),
            new Place("benchbtrfs", Optional.of(Kind.BTRFS), "btrfs", Map.of("dirty.bound.mib", "1024")));

    /**
     * Archiving is on from the start, since it cannot be switched on later; what it archives to comes with the peer. Nothing
     * but the tools' own checkpoints writes pages.
     */
    static final Map<String, String> SETTINGS = Map.of(
            "archive_mode", "on",
            "archive_command", "true",
            "max_wal_size", "8GB",
            "checkpoint_timeout", "1h",
            "shared_buffers", "256MB",
            "autovacuum", "off",
            "bgwriter_lru_maxpages", "0");

    private final Operator operator;
    private final Report report;
    private final Scale scale;
    private boolean startMeasured;

    Bench(Operator operator, Report report, Scale scale) {
        this.operator = operator;
        this.report = report;
        this.scale = scale;
    }

    /** Tells the bars also of a run that ends early. */
    void run() throws IOException, SQLException, CopybladeException, InterruptedException {
        try {
            measure();
        } finally {
            report.conclude();
        }
    }

    private void measure() throws IOException, SQLException, CopybladeException, InterruptedException {
        for (Place place : PLACES) {
            if (!scale.blades().contains(place.blade())) {
                continue;
            }
            Kind kind = place.filesystem().orElseThrow();
            Optional<String> missing = ScratchFilesystem.unsupportedReason(kind);
            if (missing.isPresent()) {
                report.skip("everything with blade " + place.blade(), missing.get());
                continue;
            }
            if (scale.has(Part.START, Part.WINDOW, Part.WAYS)) {
                windows(place);
            }
            if (scale.has(Part.GROWTH, Part.PEERS, Part.RESTORE)) {
                new Growth(operator, report, scale, place).measure();
            }
        }
        if (!startMeasured && scale.has(Part.START)) {
            report.skip("start and memory", "there is no system to configure");
        }
    }

    private void windows(Place place) throws IOException, SQLException, CopybladeException, InterruptedException {
        try (ProtectedServer server = ProtectedServer.create(place, scale.smallest(), SETTINGS, operator)) {
            if (!startMeasured && scale.has(Part.START)) {
                report.section("Start and memory, one system and profile configured");
                StartFigures.measure(operator.configuration(), report);
                startMeasured = true;
            }
            if (scale.has(Part.WINDOW)) {
                WindowFigures held = window(server, "", Map.of(), scale.backups());
                held.ownPartBars(place.blade(), report);
                held.outsideBars(place.blade(), report);
            }
            if (scale.has(Part.WAYS)) {
                furtherWays(place, server);
            }
        }
    }

    private void furtherWays(Place place, ProtectedServer server)
            throws IOException, SQLException, CopybladeException, InterruptedException {
        // A snapshot of the whole subvolume cannot copy the log later than the data, a copy of files can.
        if (place.filesystem().equals(Optional.of(Kind.XFS))) {
            window(
                    server,
                    " with consistency=backup-mode",
                    Map.of("consistency", "backup-mode"),
                    scale.furtherBackups());
        }
        if (place.filesystem().equals(Optional.of(Kind.BTRFS))) {
            window(server, " with consistency=storage", Map.of("consistency", "storage"), scale.furtherBackups());
            severalGroups(server);
        }
    }

    /** The data by one blade, a tablespace by another: two groups in one window. */
    private void severalGroups(ProtectedServer server)
            throws IOException, SQLException, CopybladeException, InterruptedException {
        server.addTablespace("other");
        server.server().execute("CREATE TABLE elsewhere TABLESPACE other AS SELECT * FROM filler LIMIT 10000");
        String dataSet = "tblspc-" + server.server().query("SELECT oid FROM pg_tablespace WHERE spcname = 'other'");
        window(
                        server,
                        " and reflink, two groups",
                        Map.of("blade.of.data.set", dataSet + "=reflink"),
                        scale.furtherBackups())
                .ownPartBars(server.place().blade() + " and reflink", report);
    }

    private WindowFigures window(ProtectedServer server, String how, Map<String, String> overrides, int backups)
            throws IOException, SQLException, CopybladeException, InterruptedException {
        report.section("Blade " + server.place().blade() + how + ": " + backups + " backups of " + scale.smallest()
                + " MB under 300 commits a second, in turn with bare copies");
        WindowFigures figures = WindowFigures.measure(operator, server, overrides, backups);
        report.table(figures.table());
        return figures;
    }
}
