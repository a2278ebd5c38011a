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
import org.copyblade.demo.fixture.PostgresServer;
import org.copyblade.demo.fixture.ScratchFilesystem.Kind;
import org.copyblade.demo.operator.Operator;
import org.copyblade.demo.operator.Place;
import org.copyblade.demo.operator.ProtectedServer;
import org.copyblade.demo.operator.TextTable;

/** All sizes of database in one place, and restores of the largest. Runs once, in one thread. */
final class Growth {

    private static final int RESTORES = 3;

    private final Operator operator;
    private final Report report;
    private final Scale scale;
    private final Place place;
    private final Amounts logBytes = new Amounts();
    private final Amounts checkpointPages = new Amounts();
    private final TextTable table =
            new TextTable(2, "data MB", "tool", "whole s", "times ours", "processor ms", "bytes moved of data");

    Growth(Operator operator, Report report, Scale scale, Place place) {
        this.operator = operator;
        this.report = report;
        this.scale = scale;
        this.place = place;
    }

    void measure() throws IOException, SQLException, CopybladeException, InterruptedException {
        report.section("Blade " + place.blade() + ": growth with the data, beside other tools, without load");
        List<GrowthFigures> sizes = new ArrayList<>();
        for (int megabytes : scale.megabytes()) {
            oneSize(megabytes).ifPresent(sizes::add);
        }
        if (sizes.isEmpty()) {
            return;
        }
        // Of one size alone there is no growth.
        Optional<GrowthFigures> smallAgain = sizes.size() > 1 ? Optional.of(smallAgain()) : Optional.empty();
        report.table(table);
        report.say("Before each turn the same rows are updated, " + (logBytes.median() >> 20) + " MB of log and "
                + checkpointPages.median() + " pages to be written by the tool's checkpoint, and the caches dropped.");
        smallAgain.ifPresent(again -> growthBars(sizes.get(0), again, sizes.get(sizes.size() - 1)));
    }

    /** Empty if only restores are measured. */
    private Optional<GrowthFigures> oneSize(int megabytes)
            throws IOException, SQLException, CopybladeException, InterruptedException {
        try (ProtectedServer server = create(megabytes)) {
            Optional<GrowthFigures> figures =
                    scale.has(Part.GROWTH, Part.PEERS) ? Optional.of(backups(server, megabytes)) : Optional.empty();
            if (scale.isLargest(megabytes) && scale.has(Part.RESTORE)) {
                restores(server);
            }
            return figures;
        }
    }

    private GrowthFigures backups(ProtectedServer server, int megabytes)
            throws IOException, SQLException, CopybladeException, InterruptedException {
        List<Peer> peers = new ArrayList<>();
        GrowthFigures figures;
        try {
            if (scale.has(Part.PEERS)) {
                addPeers(server.server(), peers);
            }
            figures = GrowthFigures.measure(operator, server, peers);
            tell("copyblade " + place.blade(), figures);
            for (Map.Entry<Peer, Samples> theirs : figures.theirs().entrySet()) {
                compare(megabytes, theirs.getKey(), theirs.getValue(), figures);
            }
            control(megabytes, figures);
        } finally {
            for (Peer peer : peers) {
                peer.close();
            }
        }
        return figures;
    }

    private ProtectedServer create(int megabytes)
            throws IOException, SQLException, CopybladeException, InterruptedException {
        return ProtectedServer.create(place, megabytes, Bench.SETTINGS, operator);
    }

    /** The first size was measured by a platform that had just begun to be fast. */
    private GrowthFigures smallAgain() throws IOException, SQLException, CopybladeException, InterruptedException {
        try (ProtectedServer server = create(scale.smallest())) {
            GrowthFigures figures = GrowthFigures.measure(operator, server, List.of());
            tell("copyblade " + place.blade() + ", again", figures);
            return figures;
        }
    }

    private void addPeers(PostgresServer server, List<Peer> peers) throws IOException, SQLException {
        int major = Integer.parseInt(server.query("SHOW server_version").replaceAll("\\D.*", ""));
        Optional<Path> baseBackup = Programs.ofPostgres(major, "pg_basebackup");
        baseBackup.ifPresentOrElse(
                program -> peers.add(new PgBaseBackup(program, server)),
                () -> report.skip("pg_basebackup", "the program of PostgreSQL " + major + " is not installed"));
        Optional<Path> backRest = Programs.find("pgbackrest");
        if (backRest.isPresent()) {
            peers.add(PgBackRest.on(backRest.get(), server));
        } else {
            report.skip("pgBackRest", "it is not installed");
        }
    }

    private void tell(String tool, GrowthFigures figures) {
        table.row(
                Long.toString(figures.dataBytes() >> 20),
                tool,
                Samples.seconds(figures.total()),
                "1.0",
                Samples.milliseconds(figures.processorTime()),
                String.format(Locale.ROOT, "%.3f %%", figures.share() * 100));
        logBytes.addAll(figures.dirty().logBytes());
        checkpointPages.addAll(figures.dirty().checkpointPages());
    }

    private void compare(int megabytes, Peer peer, Samples theirs, GrowthFigures ours) {
        double ratio = Samples.ratio(theirs.median(), ours.total());
        table.row("", peer.name(), Samples.seconds(theirs.median()), String.format(Locale.ROOT, "%.1f", ratio), "", "");
        if (scale.isLargest(megabytes)) {
            report.bar(Bar.atLeast(
                    place.blade() + ": times faster than " + peer.name() + ", " + megabytes + " MB",
                    ratio,
                    peer.bar(),
                    ""));
        }
    }

    private void control(int megabytes, GrowthFigures figures)
            throws IOException, SQLException, CopybladeException, InterruptedException {
        report.bar(Bar.atMost(place.blade() + ": bytes moved, of " + megabytes + " MB", figures.share() * 100, 1, "%"));
        if (megabytes == scale.smallest() && place.filesystem().equals(Optional.of(Kind.XFS))) {
            report.bar(Bar.atLeast(
                    place.blade() + ": control, bytes moved by a host copy",
                    figures.shareOfHostCopy() * 100,
                    100,
                    "%"));
        }
    }

    private void growthBars(GrowthFigures small, GrowthFigures again, GrowthFigures large) {
        String blade = place.blade();
        // The quicker of the two, which makes the growth look larger.
        report.bar(Bar.atMost(
                blade + ": whole backup, largest against smallest",
                Samples.ratio(large.total(), shorter(small.total(), again.total())),
                1.2,
                ""));
        report.bar(Bar.atMost(
                blade + ": processor time, largest against smallest",
                Samples.ratio(large.processorTime(), shorter(small.processorTime(), again.processorTime())),
                1.2,
                ""));
        report.bar(
                Bar.atMost(blade + ": control, log of the dirty rows, most against least", logBytes.spread(), 1.1, ""));
        report.bar(Bar.atMost(
                blade + ": control, pages written by the checkpoint, most against least",
                checkpointPages.spread(),
                1.1,
                ""));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private void restores(ProtectedServer server)
            throws IOException, SQLException, CopybladeException, InterruptedException {
        RestoreFigures figures = new RestoreFigures(operator, server);
        Optional<Path> backRest = Programs.find("pgbackrest");
        for (int i = 0; i < RESTORES; i++) {
            figures.ours();
            if (backRest.isPresent()) {
                // A repository of its own for each turn, as every restore of ours goes back in the log.
                try (PgBackRest peer = PgBackRest.on(backRest.get(), server.server())) {
                    figures.theirs(peer);
                }
            }
        }
        report.say("Restored to the first connection in " + Samples.seconds(figures.total()) + " s, of it redo "
                + Samples.seconds(figures.redo()) + " s; medians of " + figures.count()
                + " restores after a crash under load, each checked.");
        report.bar(Bar.atMost(
                place.blade() + ": restore to first connection without redo",
                figures.own().toNanos() / 1e6,
                500,
                "ms"));
        if (backRest.isPresent()) {
            report.say("pgBackRest restored and started in " + Samples.seconds(figures.theirTotal()) + " s, of it redo "
                    + Samples.seconds(figures.theirRedo()) + " s.");
            report.bar(Bar.atLeast(
                    place.blade() + ": times faster than a restore of pgBackRest without its redo",
                    figures.timesFaster(),
                    2,
                    ""));
        }
    }
}
