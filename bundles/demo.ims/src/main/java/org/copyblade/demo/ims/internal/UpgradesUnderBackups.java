package org.copyblade.demo.ims.internal;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.copyblade.api.CopybladeException;
import org.copyblade.api.ErrorCode;
import org.copyblade.demo.ims.fixture.Technology;
import org.copyblade.demo.operator.BladeUpgrade;
import org.copyblade.demo.operator.Operator;
import org.copyblade.demo.operator.TimedRun;
import org.osgi.framework.Version;

/**
 * Backups back to back in one thread, upgrades of their blades in another, which do not wait for a gap between them. Each so
 * many upgrades, and at the end, the new versions have to make a copy before they are replaced: else a single long backup, made
 * by the versions of before, would prove nothing. Runs once.
 */
final class UpgradesUnderBackups {

    private static final int SERVES_EVERY = 4;
    private static final Duration SERVE_LIMIT = Duration.ofMinutes(3);
    private static final int END_OF_BACKUP_SECONDS = 30;
    private static final long LOOK_MS = 20;

    private final Way way;
    private final Operator operator;
    private final BladeUpgrade upgrade;
    private final AtomicBoolean upgraded = new AtomicBoolean();
    private final Served served = new Served();
    private final Map<String, List<Version>> versions = new LinkedHashMap<>();

    UpgradesUnderBackups(Way way, Operator operator, BladeUpgrade upgrade) {
        this.way = way;
        this.operator = operator;
        this.upgrade = upgrade;
    }

    /** Upgrades each blade so often, and tells the backups that were taken meanwhile; fails if one of them did. */
    List<TimedRun> run(int upgrades) throws IOException, CopybladeException, InterruptedException {
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<List<TimedRun>> backingUp = thread.submit(this::backUp);
            for (int i = 1; i <= upgrades && !backingUp.isDone(); i++) {
                Map<String, Version> newest = new LinkedHashMap<>();
                for (Technology technology : way.technologies()) {
                    Version version = upgrade.upgrade(technology.blade());
                    newest.put(technology.blade(), version);
                    versions.computeIfAbsent(technology.blade(), unused -> new ArrayList<>())
                            .add(version);
                }
                if (i % SERVES_EVERY == 0 || i == upgrades) {
                    awaitServed(newest, backingUp);
                }
            }
            upgraded.set(true);
            return ImsDemo.result(backingUp);
        } finally {
            // After a failure, ends the backup under way before its storage is taken away.
            thread.shutdownNow();
            thread.awaitTermination(END_OF_BACKUP_SECONDS, TimeUnit.SECONDS);
        }
    }

    /** What was upgraded, and which of the new versions have made copies. */
    String told(int backups) {
        String newest = versions.values().stream()
                .map(all -> all.get(all.size() - 1).toString())
                .findFirst()
                .orElse("none");
        int upgrades =
                versions.values().stream().mapToInt(List::size).findFirst().orElse(0);
        return (way.technologies().size() == 1 ? "blade " : "each of the blades ") + way.blades() + " upgraded "
                + upgrades + " times, up to " + newest + ", under " + backups
                + " backups back to back; none failed; new versions that made copies: "
                + versions.entrySet().stream()
                        .map(blade -> served.count(blade.getKey(), blade.getValue()) + " of " + blade.getKey())
                        .collect(Collectors.joining(", "));
    }

    private List<TimedRun> backUp() throws CopybladeException, InterruptedException {
        List<TimedRun> during = new ArrayList<>();
        while (!upgraded.get()) {
            TimedRun run = operator.backup(way.name());
            during.add(run);
            served.note(operator.evidence(run.backup()));
        }
        return during;
    }

    private void awaitServed(Map<String, Version> newest, Future<?> backingUp)
            throws CopybladeException, InterruptedException {
        long deadline = System.nanoTime() + SERVE_LIMIT.toNanos();
        while (!served.haveAll(newest) && !backingUp.isDone()) {
            if (System.nanoTime() - deadline > 0) {
                throw new CopybladeException(
                        ErrorCode.COPY_FAILED, "no backup was made by " + newest + ", though all of them run");
            }
            Thread.sleep(LOOK_MS);
        }
    }
}
