package org.copyblade.demo.ims.internal;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.copyblade.api.Backup;
import org.copyblade.api.CopybladeException;
import org.copyblade.api.ErrorCode;
import org.copyblade.api.Evidence;
import org.copyblade.demo.fixture.ImsLabConfiguration;
import org.copyblade.demo.ims.fixture.Laboratory;
import org.copyblade.demo.ims.fixture.Technology;
import org.copyblade.demo.ims.fixture.UnitsOfWork;
import org.copyblade.demo.operator.BladeUpgrade;
import org.copyblade.demo.operator.Operator;
import org.copyblade.demo.operator.TextTable;
import org.copyblade.demo.operator.TimedRun;
import org.copyblade.lab.array.SeedException;
import org.copyblade.lab.ims.CheckReport;
import org.copyblade.lab.ims.Evidence.Acknowledged;

/** The demo's script on IMS, from the start of the laboratory to the table at its end. Runs once, in one thread. */
final class ImsDemo {

    private static final int BACKUPS = 3;
    private static final int SOME_UNITS = 100;
    private static final Duration COPY_LIMIT = Duration.ofSeconds(60);
    private static final long LOOK_MS = 20;

    private final Laboratory laboratory;
    private final List<Way> ways;
    private final int upgrades;
    private final Operator operator;
    private final BladeUpgrade upgrade;
    private final PrintStream out;
    private final UnitsOfWork units;
    private final CopyCheck check;
    private final TextTable table = new TextTable(
            2,
            "system",
            "blade",
            "backups",
            "window ms, median",
            "whole backup ms, median",
            "longest gap between units ms",
            "restore to first unit ms",
            "ledger");

    /**
     * A demo in a laboratory that runs.
     *
     * @param ways the first is shown from backup to restore, one backup is taken by each of the others
     * @param upgrades of each blade of the first
     */
    private ImsDemo(
            Laboratory laboratory,
            List<Way> ways,
            int upgrades,
            Operator operator,
            BladeUpgrade upgrade,
            PrintStream out) {
        this.laboratory = laboratory;
        this.ways = ways;
        this.upgrades = upgrades;
        this.operator = operator;
        this.upgrade = upgrade;
        this.out = out;
        this.units = new UnitsOfWork(laboratory.plex());
        this.check = new CopyCheck(laboratory, units);
    }

    /** Starts a laboratory in an empty directory, shows everything, and ends it. */
    static void run(
            Path seed, Path home, Choice choice, int upgrades, Operator operator, BladeUpgrade upgrade, PrintStream out)
            throws SeedException, IOException, CopybladeException, InterruptedException {
        out.println("System Level Backups of a live IMS data sharing group, in a laboratory: storage, z/OS and IMS are"
                + " simulated, what drives them is what drives real ones.");
        try (Laboratory laboratory = Laboratory.start(seed, home, choice.placement());
                ProtectedGroup group = ProtectedGroup.configure(laboratory.endpoints(), choice.ways(), operator)) {
            group.awaitInForce();
            ImsDemo demo = new ImsDemo(laboratory, choice.ways(), upgrades, operator, upgrade, out);
            demo.show();
            out.println();
            out.print(demo.table);
        }
        out.println("Nothing is left behind: laboratory and configuration of the demo are gone.");
    }

    private void show() throws IOException, CopybladeException, InterruptedException {
        Way main = ways.get(0);
        laboratory.awaitArchive();
        say("IMS " + laboratory.plex().seed().members() + " under load on "
                + laboratory.endpoints().originals().size() + " volumes, reached at "
                + String.join(", ", laboratory.addresses()));
        Instant began = Instant.now();
        List<TimedRun> backups = new ArrayList<>();
        for (int i = 0; i < BACKUPS; i++) {
            backups.add(backUp(main));
        }
        sayVolumeMap(operator.get(backups.get(0).backup()));
        Duration gap = units.longestGap(began, Instant.now());
        Map<String, Long> logs = laboratory.plex().logEnds();
        upgradeDuringBackups(main, backups);
        checkCopy(backups.get(backups.size() - 1), logs);
        for (Way other : ways.subList(1, ways.size())) {
            showOther(other);
        }
        say(laboratory.hostBytes() + " bytes of data went through the host");

        awaitBackgroundCopies();
        TimedRun last = backUp(main);
        backups.add(last);
        units.await(SOME_UNITS);
        Backup backup = operator.get(last.backup());
        laboratory.plex().scratchDatabases();
        say("disaster: all members are dead, their databases deleted; the background copy of " + backup.id() + " has "
                + laboratory.tracksToCopy() + " tracks to go");
        if (laboratory.tracksToCopy() == 0) {
            laboratory.copySlowly();
        }
        Duration restore = restore(main, backup);
        int told = prove(backup);
        table.row(
                ImsLabConfiguration.SYSTEM,
                main.name(),
                Integer.toString(backups.size()),
                windows(backups),
                milliseconds(median(backups.stream().map(TimedRun::total).toList())),
                milliseconds(gap),
                milliseconds(restore),
                told + " units, complete");
    }

    private void showOther(Way other) throws CopybladeException, InterruptedException {
        Instant began = Instant.now();
        Map<String, Long> logs = laboratory.plex().logEnds();
        TimedRun run = backUp(other);
        Duration gap = units.longestGap(began, Instant.now());
        checkCopy(run, logs);
        table.row(
                ImsLabConfiguration.SYSTEM,
                other.name(),
                "1",
                windows(List.of(run)),
                milliseconds(run.total()),
                milliseconds(gap),
                "",
                "copy checked");
    }

    private TimedRun backUp(Way way) throws CopybladeException, InterruptedException {
        TimedRun run = operator.backup(way.name());
        Backup backup = operator.get(run.backup());
        say(backup.id() + " " + backup.state() + " by " + way.name() + ": held " + milliseconds(window(backup))
                + " ms, whole backup " + milliseconds(run.total()) + " ms");
        return run;
    }

    /** What each volume was copied to, and how: B split mirror, S snapshot, F instant relation, L through the host. */
    private void sayVolumeMap(Backup backup) throws CopybladeException {
        Map<String, List<String>> lines = new LinkedHashMap<>();
        for (Evidence.Fact fact : operator.evidence(backup.id()).facts()) {
            if (fact.name().equals("covers")) {
                String[] parts = fact.value().split(", method ");
                lines.computeIfAbsent(fact.subject(), unused -> new ArrayList<>())
                        .add(parts[1] + " " + parts[0]);
            }
        }
        for (Backup.Copy copy : backup.copies()) {
            say("volume map of " + backup.id() + ", " + copy.blade() + ": "
                    + String.join(", ", lines.getOrDefault(copy.group(), List.of())));
        }
    }

    private void upgradeDuringBackups(Way way, List<TimedRun> backups)
            throws IOException, CopybladeException, InterruptedException {
        UpgradesUnderBackups upgrading = new UpgradesUnderBackups(way, operator, upgrade);
        List<TimedRun> during = upgrading.run(upgrades);
        backups.addAll(during);
        say(upgrading.told(during.size()));
    }

    private void checkCopy(TimedRun run, Map<String, Long> logsBefore) throws CopybladeException {
        Backup backup = operator.get(run.backup());
        CheckReport report = check.copy(backup, logsBefore);
        say("copy " + backup.id() + " checked, a restart of it tried: "
                + report.facts().get(0) + "; nothing is wrong");
    }

    /** A volume that is still being copied from by one relation cannot be restored by another. */
    private void awaitBackgroundCopies() throws InterruptedException {
        long deadline = System.nanoTime() + COPY_LIMIT.toNanos();
        while (laboratory.tracksToCopy() > 0 && System.nanoTime() - deadline < 0) {
            Thread.sleep(LOOK_MS);
        }
    }

    private Duration restore(Way way, Backup backup) throws CopybladeException, InterruptedException {
        long began = System.nanoTime();
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<Long> firstUnit = thread.submit(() -> {
                units.await(1);
                return System.nanoTime();
            });
            Future<Long> toCopy = thread.submit(laboratory::tracksToCopy);
            operator.restore(backup.id());
            Duration took = Duration.ofNanos(result(firstUnit) - began);
            long left = result(toCopy);
            say(backup.id() + " restored by " + way.blades() + " and /ERE OVERRIDE, first unit of work after "
                    + milliseconds(took) + " ms, with " + left + " tracks still to be copied back");
            if (left == 0 && way.technologies().stream().anyMatch(Technology::worksMeanwhile)) {
                throw new CopybladeException(
                        ErrorCode.RESTORE_FAILED,
                        "everything was copied back before the first unit of work: that work goes on meanwhile was not shown");
            }
            return took;
        } finally {
            thread.shutdownNow();
        }
    }

    /** Of what users were told: all from before the instant of the backup, and all since the restart. */
    private int prove(Backup backup) throws CopybladeException, InterruptedException {
        Instant restarted = Instant.now();
        units.await(SOME_UNITS);
        laboratory.plex().stopWork();
        List<Acknowledged> before = units.before(backup.pointInTime().orElseThrow());
        List<Acknowledged> told = new ArrayList<>(before);
        told.addAll(units.since(restarted));
        check.originals(told);
        say(
                "ledger complete: all " + before.size()
                        + " units of work acknowledged before the instant of the backup are there, no gap, every balance right");
        return before.size();
    }

    static <T> T result(Future<T> future) throws CopybladeException, InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof CopybladeException failure) {
                throw failure;
            }
            throw new CopybladeException(ErrorCode.SYSTEM_FAILED, String.valueOf(e.getCause()));
        }
    }

    private String windows(List<TimedRun> backups) throws CopybladeException {
        List<Duration> windows = new ArrayList<>();
        for (TimedRun run : backups) {
            windows.add(window(operator.get(run.backup())));
        }
        return milliseconds(median(windows));
    }

    private static Duration window(Backup backup) {
        return Duration.ofNanos(backup.windowMicros().orElseThrow() * 1000);
    }

    private static Duration median(List<Duration> durations) {
        return durations.stream().sorted().toList().get(durations.size() / 2);
    }

    private static String milliseconds(Duration duration) {
        return String.format("%.1f", duration.toNanos() / 1e6);
    }

    private void say(String text) {
        out.println(ImsLabConfiguration.SYSTEM + ": " + text);
        out.flush();
    }
}
