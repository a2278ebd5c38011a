package org.copyblade.itests.ims;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.copyblade.lab.array.LoggedOperation;
import org.copyblade.lab.array.LoggedOperation.Step;
import org.copyblade.lab.array.OperationLog;

/** Does something at a moment of a backup that a laboratory's log tells, in a thread of its own. */
final class LogWatch {

    private static final long LOOK_MS = 10;

    /** What is done then. */
    interface Act {
        void now() throws Exception;
    }

    private final String moment;
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private final Thread thread;

    private LogWatch(OperationLog log, String moment, Predicate<LoggedOperation> wanted, Act act) {
        this.moment = moment;
        long since = sequence(log);
        this.thread = new Thread(() -> watch(log, since, wanted, act), "waits for " + moment);
        thread.setDaemon(true);
        thread.start();
    }

    /** At the first such step of an operation from now on. */
    static LogWatch at(OperationLog log, Step step, String operation, Act act) {
        return at(log, step, operation, "*", act);
    }

    /** @param system serial of a storage system; {@code *} for any */
    static LogWatch at(OperationLog log, Step step, String operation, String system, Act act) {
        return new LogWatch(
                log,
                operation + " " + step,
                entry -> entry.step() == step
                        && entry.operation().equals(operation)
                        && (system.equals("*") || entry.system().equals(system)),
                act);
    }

    private static long sequence(OperationLog log) {
        var entries = log.entries();
        return entries.isEmpty() ? 0 : entries.get(entries.size() - 1).sequence();
    }

    private void watch(OperationLog log, long since, Predicate<LoggedOperation> wanted, Act act) {
        try {
            while (log.entries().stream().noneMatch(entry -> entry.sequence() > since && wanted.test(entry))) {
                Thread.sleep(LOOK_MS);
            }
            act.now();
            done.complete(null);
        } catch (InterruptedException over) {
            // The backup has ended without it, and whoever ends the watch says so.
            return;
        } catch (Exception | AssertionError e) {
            done.completeExceptionally(e);
        }
    }

    /** Ends the watch; what was to be done must have been done. */
    void end() throws InterruptedException, ExecutionException {
        thread.interrupt();
        thread.join();
        assertThat(done.isDone()).as("there was " + moment).isTrue();
        done.get();
    }
}
