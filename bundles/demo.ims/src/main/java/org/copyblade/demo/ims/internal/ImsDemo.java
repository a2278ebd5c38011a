package org.copyblade.demo.ims.internal;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
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
import org.copyblade.demo.fixture.ImsLabConfiguration;
import org.copyblade.demo.operator.BladeUpgrade;
import org.copyblade.demo.operator.Operator;
import org.copyblade.demo.operator.TextTable;
import org.copyblade.demo.operator.TimedRun;
import org.copyblade.lab.array.SeedException;
import org.copyblade.lab.ims.CheckReport;
import org.copyblade.lab.ims.Evidence.Acknowledged;
import org.osgi.framework.Version;

/** The demo's script on IMS, from the start of the laboratory to the table at its end. Runs once, in one thread. */
final class ImsDemo {

    private static final int BACKUPS = 3;
    private static final int UPGRADES = 3;
    private static final int SOME_UNITS = 100;
    private static final int END_OF_BACKUP_SECONDS = 30;
    private static final Duration COPY_LIMIT = Duration.ofSeconds(60);
    private static final long LOOK_MS = 20;

    private final Laboratory laboratory;
    private final List<Technology> technologies;
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

    /** @param technologies the first is shown from backup to restore, a copy is made by each of the others */
    private ImsDemo(
            Laboratory laboratory,
            List<Technology> technologies,
            Operator operator,
            BladeUpgrade upgrade,
            PrintStream out) {
        this.laboratory = laboratory;
        this.technologies = technologies;
        this.operator = operator;
        this.upgrade = upgrade;
        this.out = out;
        this.units = new UnitsOfWork(laboratory.plex());
        this.check = new CopyCheck(laboratory, units);
    }

    /** Starts a laboratory in an empty directory, shows everything, and ends it. */
    static void run(
            Path seed,
            Path home,
            List<Technology> technologies,
            Operator operator,
            BladeUpgrade upgrade,
            PrintStream out)
            throws SeedException, IOException, CopybladeException, InterruptedException {
        out.println("System Level Backups of a live IMS data sharing group, in a laboratory: storage, z/OS and IMS are"
                + " simulated, what drives them is what drives real ones.");
        try (Laboratory laboratory = Laboratory.start(seed, home);
                ProtectedGroup group = ProtectedGroup.configure(laboratory.configuration(), technologies, operator)) {
            group.awaitInForce();
            ImsDemo demo = new ImsDemo(laboratory, technologies, operator, upgrade, out);
            demo.show();
            out.println();
            out.print(demo.table);
        }
        out.println("Nothing is left behind: laboratory and configuration of the demo are gone.");
    }

    private void show() throws IOException, CopybladeException, InterruptedException {
        Technology main = technologies.get(0);
        laboratory.awaitArchive();
        say("IMS " + laboratory.plex().seed().members() + " under load on "
                + laboratory.originals().size() + " volumes, reached at " + laboratory.addresses());
        Instant began = Instant.now();
        List<TimedRun> backups = new ArrayList<>();
        for (int i = 0; i < BACKUPS; i++) {
            backups.add(backUp(main));
        }
        Duration gap = units.longestGap(began, Instant.now());
        Map<String, Long> logs = laboratory.plex().logEnds();
        upgradeDuringBackups(main, backups);
        checkCopy(backups.get(backups.size() - 1), logs);
        for (Technology other : technologies.subList(1, technologies.size())) {
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
        Duration restore = restore(backup);
        int told = prove(backup);
        table.row(
                ImsLabConfiguration.SYSTEM,
                main.blade(),
                Integer.toString(backups.size()),
                windows(backups),
                milliseconds(median(backups.stream().map(TimedRun::total).toList())),
                milliseconds(gap),
                milliseconds(restore),
                told + " units, complete");
    }

    private void showOther(Technology other) throws CopybladeException, InterruptedException {
        Instant began = Instant.now();
        Map<String, Long> logs = laboratory.plex().logEnds();
        TimedRun run = backUp(other);
        Duration gap = units.longestGap(began, Instant.now());
        checkCopy(run, logs);
        table.row(
                ImsLabConfiguration.SYSTEM,
                other.blade(),
                "1",
                windows(List.of(run)),
                milliseconds(run.total()),
                milliseconds(gap),
                "",
                "copy checked");
    }

    private TimedRun backUp(Technology technology) throws CopybladeException, InterruptedException {
        TimedRun run = operator.backup(technology.blade());
        Backup backup = operator.get(run.backup());
        say(backup.id() + " " + backup.state() + " by " + technology.blade() + ": held " + milliseconds(window(backup))
                + " ms, whole backup " + milliseconds(run.total()) + " ms");
        return run;
    }

    /** Backups in another thread, back to back; the upgrades do not wait for a gap between them. */
    private void upgradeDuringBackups(Technology technology, List<TimedRun> backups)
            throws IOException, CopybladeException, InterruptedException {
        AtomicBoolean upgraded = new AtomicBoolean();
        Version version = Version.emptyVersion;
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<List<TimedRun>> backingUp = thread.submit(() -> {
                List<TimedRun> during = new ArrayList<>();
                while (!upgraded.get()) {
                    during.add(operator.backup(technology.blade()));
                }
                return during;
            });
            for (int i = 0; i < UPGRADES; i++) {
                version = upgrade.upgrade(technology.blade());
            }
            upgraded.set(true);
            List<TimedRun> during = result(backingUp);
            backups.addAll(during);
            say("blade " + technology.blade() + " upgraded " + UPGRADES + " times, up to " + version + ", under "
                    + during.size() + " backups back to back; none failed");
        } finally {
            // After a failure, ends the backup under way before its storage is taken away.
            thread.shutdownNow();
            thread.awaitTermination(END_OF_BACKUP_SECONDS, TimeUnit.SECONDS);
        }
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

    private Duration restore(Backup backup) throws CopybladeException, InterruptedException {
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
            say(backup.id() + " restored by reverse copy and /ERE OVERRIDE, first unit of work after "
                    + milliseconds(took) + " ms, with " + result(toCopy) + " tracks still to be copied back");
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

    private static <T> T result(Future<T> future) throws CopybladeException, InterruptedException {
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
