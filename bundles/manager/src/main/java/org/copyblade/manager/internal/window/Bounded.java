package org.copyblade.manager.internal.window;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;

/** Hands tasks to other threads, at most so many at one time; the others follow in their order. Safe for many threads. */
final class Bounded implements Executor {

    private final Executor threads;
    private final Queue<Runnable> waiting = new ArrayDeque<>(); // guarded by this
    private int free; // guarded by this

    Bounded(Executor threads, int most) {
        this.threads = threads;
        this.free = most;
    }

    @Override
    public void execute(Runnable task) {
        synchronized (this) {
            if (free == 0) {
                waiting.add(task);
                return;
            }
            free--;
        }
        boolean started = false;
        try {
            threads.execute(() -> inTurn(task));
            started = true;
        } finally {
            if (!started) {
                next();
            }
        }
    }

    /** The thread that has done one does the next: no thread is asked for while a system is held. */
    private void inTurn(Runnable task) {
        try {
            task.run();
        } finally {
            Runnable next = next();
            if (next != null) {
                inTurn(next);
            }
        }
    }

    private synchronized Runnable next() {
        Runnable next = waiting.poll();
        if (next == null) {
            free++;
        }
        return next;
    }
}
