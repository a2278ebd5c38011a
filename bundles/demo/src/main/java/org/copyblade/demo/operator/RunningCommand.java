package org.copyblade.demo.operator;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A long command that must clean up after itself even when the platform stops in the middle of it. Its work has a thread of
 * its own, which is interrupted once at most, so that nothing disturbs the cleaning up. Safe from any thread.
 */
public final class RunningCommand {

    private static final long CLEAN_UP_LIMIT_MS = TimeUnit.SECONDS.toMillis(60);

    private final AtomicReference<Thread> running = new AtomicReference<>();

    /** What is run. */
    @FunctionalInterface
    public interface Work {
        void run() throws Exception;
    }

    /**
     * Runs the work and waits for it. An interrupted caller has it stopped.
     *
     * @throws IllegalStateException if there is work under way
     */
    public void run(String name, Work work) throws Exception {
        FutureTask<Void> task = new FutureTask<>(() -> {
            work.run();
            return null;
        });
        Thread thread = new Thread(task, name);
        if (!running.compareAndSet(null, thread)) {
            throw new IllegalStateException(name + " runs already");
        }
        try {
            thread.start();
            task.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        } catch (InterruptedException e) {
            stop();
            throw e;
        } finally {
            running.compareAndSet(thread, null);
        }
    }

    /** Interrupts what runs and waits, within a limit, until it has cleaned up; nothing running is success. */
    public void stop() {
        Thread thread = running.getAndSet(null);
        if (thread == null) {
            return;
        }
        thread.interrupt();
        boolean interrupted = false;
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(CLEAN_UP_LIMIT_MS);
        while (thread.isAlive() && System.nanoTime() < deadline) {
            try {
                thread.join(CLEAN_UP_LIMIT_MS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
