package org.copyblade.system.postgresql.internal.connection;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.copyblade.system.spi.Deadline;

/**
 * Cuts a statement off at its deadline, or when nobody wants its result any more. Has its own thread until closed.
 *
 * <p>A server forgets a cancel that reaches it before the statement does, or after it: it is said again until the statement
 * has ended.
 */
final class StatementWatch {

    private static final long LOOK_MILLIS = 50;
    /** Each cancel is a connection of its own. */
    private static final long AGAIN_MILLIS = 200;
    /** A server that is stopped takes no cancel. */
    private static final long LAST_CANCEL_MILLIS = 1_000;

    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread thread;
    private boolean cancelling;

    StatementWatch(Statement statement, Deadline deadline) {
        thread = new Thread(() -> watch(statement, deadline), "copyblade-pg-watch");
        thread.setDaemon(true);
        thread.start();
    }

    /** A cancel that is still under way would end the next statement of the session: it is waited for, a second at most. */
    void close() {
        synchronized (this) {
            done.countDown();
            if (!cancelling) {
                return;
            }
        }
        try {
            thread.join(LAST_CANCEL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void watch(Statement statement, Deadline deadline) {
        try {
            long pause = LOOK_MILLIS;
            while (!done.await(pause, TimeUnit.MILLISECONDS)) {
                if ((deadline.expired() || deadline.cancelled()) && mayCancel()) {
                    cancel(statement);
                    pause = AGAIN_MILLIS;
                }
            }
        } catch (InterruptedException e) {
            // The time limit of the socket ends the statement as well, only later.
            return;
        }
    }

    private synchronized boolean mayCancel() {
        cancelling = done.getCount() > 0;
        return cancelling;
    }

    private static void cancel(Statement statement) {
        try {
            statement.cancel();
        } catch (SQLException e) {
            // Tried again; the time limit of the socket ends the statement as well, only later.
            return;
        }
    }
}
