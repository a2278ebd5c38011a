package org.copyblade.lab.array.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.copyblade.lab.array.ArrayException;
import org.copyblade.lab.array.LoggedOperation.Step;
import org.copyblade.lab.array.OperationLog;
import org.copyblade.lab.array.SubsystemSeed;
import org.copyblade.lab.array.SystemSeed;

/**
 * Freezes with their timers, and the memory of those that nobody ended in time. Safe for many threads; an expiry is on disk
 * before the writes it lets go.
 */
final class Freezes implements AutoCloseable {
    private static final long TICK_MS = 5;

    private final SystemSeed settings;
    private final Journal journal;
    private final OperationLog log;
    private final Freezer freezer = new Freezer();
    private final Map<String, Long> expirations; // changed under this
    private final Thread timer;
    private volatile boolean closed;

    /** A freeze that was on when the lab died goes on for what is left of it. */
    Freezes(SystemSeed settings, Journal journal, OperationLog log) {
        this.settings = settings;
        this.journal = journal;
        this.log = log;
        this.expirations = new ConcurrentHashMap<>(journal.state().expirations());
        long nowMs = System.currentTimeMillis();
        long nowNanos = System.nanoTime();
        journal.state()
                .frozen()
                .forEach((volume, until) -> freezer.freeze(
                        volume, nowNanos + Duration.ofMillis(until - nowMs).toNanos()));
        this.timer = new Thread(this::run, "lab-freeze-timer-" + settings.serial());
        timer.setDaemon(true);
    }

    void start() {
        timer.start();
    }

    Freezer freezer() {
        return freezer;
    }

    Set<String> frozen(String subsystem) {
        return freezer.frozen(subsystem);
    }

    long expirations(String subsystem) {
        return expirations.getOrDefault(subsystem, 0L);
    }

    /** What is to be committed together with the establish that freezes. */
    Change.Freeze intent(String volume) {
        return new Change.Freeze(volume, System.currentTimeMillis() + timerMs(volume));
    }

    /** Under the write lock of the world. */
    void freeze(String volume) {
        freezer.freeze(
                volume, System.nanoTime() + Duration.ofMillis(timerMs(volume)).toNanos());
    }

    void shorten(Duration longest) {
        freezer.shorten(System.nanoTime() + longest.toNanos());
    }

    /** Thaws every volume of the subsystems; what should have ended by its timer before now has expired all the same. */
    synchronized void thaw(List<String> subsystems) throws ArrayException {
        expireDue();
        List<String> volumes = subsystems.stream()
                .flatMap(it -> freezer.frozen(it).stream())
                .sorted()
                .toList();
        if (!volumes.isEmpty()) {
            journal.commit(List.of(new Change.Thaw(volumes)));
            freezer.thaw(volumes);
        }
    }

    @Override
    public void close() {
        closed = true;
        freezer.close();
        try {
            timer.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void expireDue() throws ArrayException {
        List<String> due = freezer.due(System.nanoTime());
        if (due.isEmpty()) {
            return;
        }
        List<Change> changes = new ArrayList<>();
        changes.add(new Change.Thaw(due));
        Map<String, List<String>> bySubsystem = due.stream()
                .collect(Collectors.groupingBy(it -> it.substring(0, 2), TreeMap::new, Collectors.toList()));
        bySubsystem.keySet().forEach(it -> changes.add(new Change.Expirations(it, expirations(it) + 1)));
        journal.commit(changes);
        bySubsystem.forEach((subsystem, volumes) -> {
            expirations.merge(subsystem, 1L, Long::sum);
            log.add(
                    settings.serial(),
                    0,
                    Step.EVENT,
                    "freeze-expired",
                    "subsystem " + subsystem + ", " + volumes.size() + " volumes: consistency lost");
        });
        freezer.thaw(due);
    }

    private long timerMs(String volume) {
        return settings.subsystems().stream()
                .filter(it -> volume.startsWith(it.id()))
                .mapToLong(SubsystemSeed::freezeTimerMs)
                .findFirst()
                .orElseThrow();
    }

    private void run() {
        while (!closed) {
            try {
                Thread.sleep(TICK_MS);
                expireDue();
            } catch (InterruptedException | ArrayException ended) {
                // Without a journal no expiry can be remembered, so what is frozen stays so.
                return;
            }
        }
    }
}
