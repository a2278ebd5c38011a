package org.copyblade.manager.internal.window;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.copyblade.manager.internal.run.Thrown;
import org.copyblade.manager.internal.system.PerhapsArmed;
import org.copyblade.system.spi.SuspendToken;
import org.copyblade.system.spi.Suspendable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One attempt to end the guards of a suspension, in a thread of its own: an adapter that hangs in it keeps that thread and what it
 * was called with, and nobody who waits. Used by one thread.
 */
final class DisarmAttempt {

    private static final Logger LOG = LoggerFactory.getLogger(DisarmAttempt.class);

    /** Between two looks at whether the manager stops. */
    private static final long LOOK = TimeUnit.MILLISECONDS.toNanos(50);

    /** What is no longer than this hangs nowhere, and is waited for by a manager that stops, too. */
    private static final long STOPPING = TimeUnit.SECONDS.toNanos(2);

    private final FutureTask<String> task;

    private DisarmAttempt(FutureTask<String> task) {
        this.task = task;
    }

    /** Begins one that may be made; how it ends is noted even if nobody waits for that any more. */
    static DisarmAttempt begin(Suspendable system, SuspendToken token, PerhapsArmed armed, Duration limit) {
        FutureTask<String> task = new FutureTask<>(() -> disarm(system, token, armed, limit));
        try {
            Thread thread = new Thread(task, "disarm-" + token.system());
            thread.setDaemon(true);
            thread.start();
        } catch (Error e) {
            armed.areNotEnded(token);
            throw e;
        }
        return new DisarmAttempt(task);
    }

    private static String disarm(Suspendable system, SuspendToken token, PerhapsArmed armed, Duration limit) {
        long begun = System.nanoTime();
        String failure = "";
        try {
            system.disarm(token);
            armed.areEnded(token);
        } catch (RuntimeException | Error e) {
            failure = Thrown.text(e);
            armed.areNotEnded(token);
        }
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        if (took.compareTo(limit) > 0) {
            LOG.warn(
                    "the end of the guards of {} for epoch {} took {} s{}",
                    token.system(),
                    token.epoch(),
                    took.toSeconds(),
                    failure.isEmpty() ? "" : " and failed: " + failure);
        }
        return failure;
    }

    /** Waits until it has ended, but not for ever; answers why it has not ended the guards, else empty text. */
    String failure(Duration limit, BooleanSupplier stopping) {
        long end = System.nanoTime() + limit.toNanos();
        boolean leaving = false;
        boolean interrupted = false;
        try {
            while (true) {
                if (!leaving && stopping.getAsBoolean()) {
                    leaving = true;
                    long now = System.nanoTime();
                    end = now + Math.min(end - now, STOPPING);
                }
                long left = end - System.nanoTime();
                try {
                    return task.get(Math.max(0, Math.min(left, LOOK)), TimeUnit.NANOSECONDS);
                } catch (TimeoutException e) {
                    if (left <= 0) {
                        return leaving
                                ? "they were not ended before Copyblade stopped"
                                : "they were not ended within " + seconds(limit) + " s";
                    }
                } catch (ExecutionException e) {
                    return Thrown.text(e.getCause());
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static String seconds(Duration limit) {
        return BigDecimal.valueOf(limit.toMillis(), 3).stripTrailingZeros().toPlainString();
    }
}
