package org.copyblade.guard.internal;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Runs what can wait a moment, in a thread of its own. May be used from any thread. */
final class Afterwards implements AutoCloseable {
    /** So that what a backup still has to do after its hold comes first. */
    private static final Duration AFTER_HOLD = Duration.ofMillis(250);

    private static final Duration AFTER_ANNOUNCEMENT = Standby.NEAR.plusSeconds(1);

    private final ScheduledThreadPoolExecutor clock;

    Afterwards() {
        clock = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "copyblade guards in reserve");
            thread.setDaemon(true);
            return thread;
        });
        clock.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** A hold is over. */
    void held(Runnable task) {
        later(AFTER_HOLD, task);
    }

    /** A suspension was announced and should have come by then. */
    void announced(Runnable task) {
        later(AFTER_ANNOUNCEMENT, task);
    }

    /** Some time has passed. */
    void later(Duration delay, Runnable task) {
        try {
            clock.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // Closed: nothing comes afterwards.
            return;
        }
    }

    @Override
    public void close() {
        clock.shutdown();
    }
}
