package org.copyblade.lab.zosmf.internal.dss;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.copyblade.lab.array.ArrayException;

/**
 * Calls to a storage system, each made as a whole: a job that is cancelled in the middle of one does not take it back, as a
 * channel program that has been started is not taken back.
 */
public final class ArrayCalls implements AutoCloseable {

    /** A call. */
    interface Call<T> {
        T make() throws ArrayException;
    }

    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "lab-zosmf-channel");
        thread.setDaemon(true);
        return thread;
    });

    <T> T make(Call<T> call) throws ArrayException {
        Future<T> future = threads.submit(call::make);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return future.get();
                } catch (InterruptedException cancelled) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof ArrayException refusal) {
                throw refusal;
            }
            throw new IllegalStateException(failed.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
