package org.copyblade.manager.internal.run;

import java.util.Optional;
import org.copyblade.api.RunId;

/**
 * The run that a thread works for: what is kept about its waits says whose they are, though nobody on the way to the wait knows.
 * Nothing is decided by it.
 */
public final class CurrentRun {

    private static final ThreadLocal<RunId> RUN = new ThreadLocal<>();

    private CurrentRun() {}

    /** Empty in a thread that works for no run. */
    public static Optional<RunId> get() {
        return Optional.ofNullable(RUN.get());
    }

    /**
     * What is done for a run.
     *
     * @param <T> what it answers
     * @param <E> how it fails
     */
    @FunctionalInterface
    public interface Work<T, E extends Exception> {
        T work() throws E;
    }

    /** Works for a run, or for none, until the work is done. */
    public static <T, E extends Exception> T during(Optional<RunId> run, Work<T, E> work) throws E {
        RunId before = RUN.get();
        set(run.orElse(null));
        try {
            return work.work();
        } finally {
            set(before);
        }
    }

    private static void set(RunId run) {
        if (run == null) {
            RUN.remove();
        } else {
            RUN.set(run);
        }
    }
}
