package org.copyblade.manager.internal.window;

import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import org.copyblade.api.RunId;
import org.copyblade.manager.internal.run.CurrentRun;
import org.copyblade.manager.internal.run.Failure;

/**
 * A question that is asked while a run does something else. Its answer takes seconds at most.
 *
 * @param <T> the answer
 */
public final class Beside<T> {

    private final FutureTask<T> task;

    private Beside(FutureTask<T> task) {
        this.task = task;
    }

    /** What is asked. */
    @FunctionalInterface
    public interface Question<T> {
        T ask() throws Failure;
    }

    /** Begins to ask in another thread, for the run of this one. */
    public static <T> Beside<T> begin(Executor threads, Question<T> question) {
        Optional<RunId> run = CurrentRun.get();
        FutureTask<T> task = new FutureTask<>(() -> CurrentRun.during(run, question::ask));
        threads.execute(task);
        return new Beside<>(task);
    }

    /** Waits until it has been answered, in whatever way. */
    void await() {
        try {
            answer();
        } catch (Failure | RuntimeException e) {
            // Whoever needs the answer asks for it.
            return;
        }
    }

    /** Waits for the answer; an interrupt does not make it unknown. */
    public T answer() throws Failure {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    if (e.getCause() instanceof Failure failure) {
                        throw failure;
                    }
                    throw new IllegalStateException(e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
