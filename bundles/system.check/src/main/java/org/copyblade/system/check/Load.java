package org.copyblade.system.check;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** Commits one transaction after the other, on one thread of its own from {@link #start} to {@link #close}. */
final class Load implements AutoCloseable {

    private static final Duration ANSWER = Duration.ofMillis(20);
    private static final Duration WATCH = Duration.ofMillis(100);

    private final SystemFixture fixture;
    private final Thread thread = new Thread(this::commit, "load");
    private final AtomicLong commits = new AtomicLong();
    private final AtomicReference<String> failure = new AtomicReference<>("");
    private volatile boolean stop;

    private Load(SystemFixture fixture) {
        this.fixture = fixture;
    }

    static Load start(SystemFixture fixture) {
        Load load = new Load(fixture);
        load.thread.setDaemon(true);
        load.thread.start();
        load.demandProgress("before anything was done");
        return load;
    }

    long commits() {
        return commits.get();
    }

    /** Waits for two more commits: the first may have been under way before. */
    void demandProgress(String when) {
        long wanted = commits.get() + 2;
        long end = System.nanoTime() + fixture.patience().toNanos();
        while (commits.get() < wanted) {
            SystemTrial.demand(failure.get().isEmpty(), "a commit failed " + when + ": " + failure.get());
            SystemTrial.demand(System.nanoTime() - end < 0, "commits do not go on " + when);
            SystemTrial.pause(Duration.ofMillis(1));
        }
    }

    /**
     * Watches for a while: no commit ends. The answer of the one that ended before may take its time on a busy machine; then
     * it is watched once more.
     */
    void demandStandstill(String when) {
        long ended = commits.get();
        SystemTrial.pause(ANSWER);
        if (commits.get() != ended || hasMovedDuring(WATCH)) {
            SystemTrial.demand(commits.get() == ended + 1 && !hasMovedDuring(WATCH), "a commit has ended " + when);
        }
    }

    private boolean hasMovedDuring(Duration watch) {
        long before = commits.get();
        SystemTrial.pause(watch);
        return commits.get() != before;
    }

    private void commit() {
        try {
            while (!stop) {
                fixture.commit();
                commits.incrementAndGet();
            }
        } catch (RuntimeException e) {
            failure.set(e.toString());
        }
    }

    @Override
    public void close() {
        stop = true;
        long end = System.nanoTime() + fixture.patience().toNanos();
        while (thread.isAlive() && System.nanoTime() - end < 0) {
            SystemTrial.pause(Duration.ofMillis(1));
        }
    }
}
