package org.copyblade.system.memory;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.copyblade.blade.memory.MemoryClock;
import org.copyblade.blade.memory.MemoryStorage;

/**
 * The server process of the system in memory. Every change is a numbered record in the log volume before its page goes to
 * a data volume. Safe for many threads.
 */
public final class MemoryServer {

    /** Records kept behind the checkpoint, pinned ones apart. */
    private static final int KEPT = 32;

    /** Records after which the server takes a checkpoint by itself. */
    private static final int CHECKPOINT_EVERY = 64;

    private final String name;
    private final Disks storage;
    private final String logPath;
    private final List<String> dataPaths;
    private final SystemFaults faults = new SystemFaults();
    private final Map<Long, Long> dirty = new TreeMap<>();
    private final ServerHold hold;
    private final RecoveryControl control;

    private boolean running;
    private boolean gated = true;
    private long last;
    private long checkpointed;
    private long timeline = 1;
    private boolean newTimeline;
    private long oldestRecord = 1;
    private long sessions;
    private Optional<Session> session = Optional.empty();
    private final Map<Long, Long> pins = new HashMap<>();
    private final Map<String, Long> labels = new HashMap<>();

    private record Session(long number) {}

    /** A new, empty, running server; the volumes exist and are its own. */
    public MemoryServer(String name, MemoryStorage storage, String logVolume, List<String> dataVolumes) {
        this(
                name,
                new Disks(List.of(storage)),
                storage.path(logVolume),
                dataVolumes.stream().map(storage::path).toList());
    }

    private MemoryServer(String name, Disks storage, String logPath, List<String> dataPaths) {
        this.name = name;
        this.storage = storage;
        this.logPath = logPath;
        this.dataPaths = List.copyOf(dataPaths);
        this.hold = new ServerHold(storage.clock());
        this.control = new RecoveryControl(storage, this.dataPaths.get(0));
        this.running = true;
        writeControl();
    }

    /** A storage with one log volume and two data volumes, and a server on them. */
    public static MemoryServer on(MemoryStorage storage, String name) {
        storage.addVolume(name + "-log").addVolume(name + "-data0").addVolume(name + "-data1");
        return new MemoryServer(name, storage, name + "-log", List.of(name + "-data0", name + "-data1"));
    }

    /**
     * A server spread over several storages, each with an endpoint of its own: its log on one, each of its data volumes on
     * one of the others.
     */
    public static MemoryServer over(MemoryStorage log, List<MemoryStorage> data, String name) {
        List<MemoryStorage> all = new ArrayList<>(data);
        all.add(log.addVolume(name + "-log"));
        List<String> dataPaths = new ArrayList<>();
        for (int i = 0; i < data.size(); i++) {
            String volume = name + "-data" + i;
            dataPaths.add(data.get(i).addVolume(volume).path(volume));
        }
        return new MemoryServer(name, new Disks(all), log.path(name + "-log"), dataPaths);
    }

    public String name() {
        return name;
    }

    /** What is to go wrong in the adapter's calls. */
    public SystemFaults faults() {
        return faults;
    }

    /** Commits one change unless the server is held, down, or its log volume does not take writes just now. */
    public synchronized boolean tryCommit() {
        if (!running || isHeld()) {
            return false;
        }
        if (last - checkpointed >= CHECKPOINT_EVERY) {
            tryCheckpoint();
        }
        flushSome();
        if (!storage.tryWrite(logPath(), Redo.record(last + 1), bytes(last + 1))) {
            return false;
        }
        last++;
        dirty.put(last % Redo.PAGES, last);
        return true;
    }

    /** Commits one change, waiting for as long as it takes while the server is held. */
    public void commit() {
        while (!tryCommit()) {
            if (!isRunning()) {
                throw new IllegalStateException("server " + name + " is down");
            }
            clock().pause(Duration.ofNanos(100_000));
        }
    }

    /** The number of the last committed record. */
    public synchronized long last() {
        return last;
    }

    /** Backups that its recovery control was told of, each time it was. It lies with the data, and comes back with it. */
    public synchronized List<String> registered() {
        return control.backups();
    }

    synchronized void register(String backup) {
        control.add(backup);
    }

    /** Whether it was known. */
    synchronized boolean deregister(String backup) {
        return control.remove(backup);
    }

    public synchronized boolean isRunning() {
        return running;
    }

    /** Whether commits wait just now because the server is suspended. */
    public synchronized boolean isHeld() {
        return hold.isInForce();
    }

    /** Somebody else continues the suspended server; nobody is told. */
    public synchronized void continuedByStranger() {
        hold.broken();
    }

    /** The guards see the manager die: they resume at once. */
    public synchronized void managerDied() {
        hold.broken();
        session = Optional.empty();
    }

    /** The server loses the session that holds backup mode. */
    public synchronized void loseSession() {
        session = Optional.empty();
    }

    /** The server dies; pages not yet written are lost, the log is not. */
    public synchronized void crash() {
        running = false;
        dirty.clear();
        session = Optional.empty();
        hold.broken();
    }

    // What the adapter asks for.

    Disks storage() {
        return storage;
    }

    MemoryClock clock() {
        return storage.clock();
    }

    String logPath() {
        return logPath;
    }

    List<String> dataPaths() {
        return dataPaths;
    }

    synchronized ServerHold hold() {
        return hold;
    }

    synchronized String epoch() {
        return name + "/" + timeline;
    }

    synchronized void checkpoint() {
        dirty.forEach((page, record) -> storage.write(dataPath(page), "page-" + page, bytes(record)));
        dirty.clear();
        writeControl();
        recycle();
    }

    /** As far as the volumes take writes just now: a server under a hold of its storage must not block its own lock. */
    private void tryCheckpoint() {
        dirty.entrySet()
                .removeIf(page ->
                        storage.tryWrite(dataPath(page.getKey()), "page-" + page.getKey(), bytes(page.getValue())));
        if (dirty.isEmpty() && storage.tryWrite(dataPaths().get(0), Redo.CONTROL, bytes(last))) {
            checkpointed = last;
            recycle();
        }
    }

    private void recycle() {
        long pinned = pins.values().stream().min(Long::compare).orElse(Long.MAX_VALUE);
        long keepFrom = Math.min(last - KEPT, pinned);
        while (oldestRecord < keepFrom) {
            storage.remove(logPath(), Redo.record(oldestRecord));
            oldestRecord++;
        }
    }

    synchronized long beginBackup(String label) {
        checkpoint();
        sessions++;
        labels.put(label, sessions);
        session = Optional.of(new Session(sessions));
        pins.put(sessions, last);
        return sessions;
    }

    synchronized boolean holdsSession(long number) {
        return running && session.filter(held -> held.number() == number).isPresent();
    }

    synchronized void endSession(long number) {
        session = session.filter(held -> held.number() != number);
    }

    synchronized void unpin(long number) {
        endSession(number);
        pins.remove(number);
    }

    /** The session that was begun under a label; 0 if there never was one. */
    synchronized long sessionOf(String label) {
        return labels.getOrDefault(label, 0L);
    }

    synchronized void stop() {
        if (running) {
            checkpoint();
            running = false;
        }
    }

    /** Somebody else starts the server; nobody is told. Answers whether it runs then. */
    public synchronized boolean startedByStranger() {
        start();
        return running;
    }

    /** The same where nothing keeps anybody from starting it, as if it had no gate. */
    public synchronized boolean forcedByStranger() {
        openGate();
        return startedByStranger();
    }

    /** Somebody else stops the server in order; nobody is told. */
    public synchronized void stoppedByStranger() {
        stop();
    }

    /** From now on nothing keeps anybody from starting it, and its layout says so. */
    public synchronized void withoutGate() {
        gated = false;
    }

    /** Whether it cannot start while its gate is shut. */
    public synchronized boolean isGated() {
        return gated;
    }

    synchronized void shutGate() {
        move(Redo.CONTROL, Redo.SHUT_CONTROL);
    }

    synchronized void openGate() {
        move(Redo.SHUT_CONTROL, Redo.CONTROL);
    }

    private void move(String slot, String to) {
        storage.read(dataPaths().get(0), slot).ifPresent(bytes -> {
            storage.write(dataPaths().get(0), to, bytes);
            storage.remove(dataPaths().get(0), slot);
        });
    }

    synchronized void nextStartBeginsTimeline() {
        newTimeline = true;
    }

    synchronized Redo start() {
        Map<Integer, String> data = new HashMap<>();
        for (int i = 0; i < dataPaths.size(); i++) {
            data.put(i, dataPaths.get(i));
        }
        Redo recovery = Redo.of(storage, new Redo.Places(logPath(), data), Optional.empty());
        if (running || !recovery.why().isEmpty()) {
            return recovery;
        }
        redo(recovery.end());
        timeline = newTimeline ? Math.max(timeline, recovery.timeline()) + 1 : recovery.timeline();
        newTimeline = false;
        storage.remove(dataPaths().get(0), Redo.LABEL);
        running = true;
        checkpoint();
        return recovery;
    }

    /** Brings every page to its newest value and forgets records of an abandoned future. */
    private void redo(long end) {
        last = end;
        for (long page = 0; page < Redo.PAGES; page++) {
            long behind = Math.floorMod(end - page, Redo.PAGES);
            if (end - behind > 0) {
                dirty.put(page, end - behind);
            }
        }
        String lastRecord = Redo.record(end);
        storage.slots(logPath()).stream()
                .filter(slot -> slot.compareTo(lastRecord) > 0)
                .forEach(slot -> storage.remove(logPath(), slot));
        oldestRecord = storage.slots(logPath()).stream()
                .findFirst()
                .map(slot -> Long.parseLong(slot.substring(slot.indexOf('-') + 1)))
                .orElse(end + 1);
    }

    /** Writes one old page before each commit, as a background writer does. */
    private void flushSome() {
        Optional<Map.Entry<Long, Long>> oldest = dirty.entrySet().stream().min(Map.Entry.comparingByValue());
        if (dirty.size() > Redo.PAGES / 2
                && oldest.isPresent()
                && storage.tryWrite(
                        dataPath(oldest.get().getKey()),
                        "page-" + oldest.get().getKey(),
                        bytes(oldest.get().getValue()))) {
            dirty.remove(oldest.get().getKey());
        }
    }

    private void writeControl() {
        storage.write(dataPaths().get(0), "timeline", bytes(timeline));
        storage.write(dataPaths().get(0), Redo.CONTROL, bytes(last));
        checkpointed = last;
    }

    private String dataPath(long page) {
        return dataPaths.get((int) (page % dataPaths.size()));
    }

    private static byte[] bytes(long number) {
        return Long.toString(number).getBytes(StandardCharsets.UTF_8);
    }
}
