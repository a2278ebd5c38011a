package org.copyblade.system.check;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** Commits one transaction after the other, on one thread of its own from {@link #start} to {@link #close}. */
final class Load implements AutoCloseable {

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

    /** Watches for a while: once the answers under way have arrived, no commit ends. */
    void demandStandstill(String when) {
        SystemTrial.pause(Duration.ofMillis(20));
        long before = commits.get();
        SystemTrial.pause(Duration.ofMillis(100));
        SystemTrial.demand(commits.get() == before, "a commit has ended " + when);
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
