package org.copyblade.lab.ims.internal.member;

import org.copyblade.lab.ims.internal.pace.Pace;

/**
 * Every log record, database write and update of RECON of a member passes here. Closed, it lets nothing new begin, and what
 * had begun ends. What passes it does not pass it again before it has left. Safe for many threads.
 */
final class Gate {
    private final Pace pace;
    private final Life life;
    private int inside; // guarded by this
    private volatile boolean closed;

    Gate(Pace pace, Life life) {
        this.pace = pace;
        this.life = life;
    }

    void pass(Runnable work) {
        enter();
        try {
            work.run();
        } finally {
            leave();
        }
    }

    void enter() {
        while (!tryEnter()) {
            pace.await(() -> !closed || life.hasEnded());
            life.check();
        }
    }

    void leave() {
        synchronized (this) {
            inside--;
        }
        pace.changed();
    }

    boolean isClosed() {
        return closed;
    }

    /** Nothing new begins; has everything that had begun ended within that time? */
    boolean close(long nanos) {
        closed = true;
        return pace.await(this::isEmpty, nanos);
    }

    void open() {
        closed = false;
        pace.changed();
    }

    private synchronized boolean tryEnter() {
        if (closed) {
            return false;
        }
        inside++;
        return true;
    }

    private synchronized boolean isEmpty() {
        return inside == 0;
    }
}
