package org.copyblade.system.postgresql.internal;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.copyblade.system.spi.Deadline;

/** Cuts a statement off at its deadline, or when nobody wants its result any more. Has its own thread until closed. */
final class StatementWatch {

    private static final long LOOK_MILLIS = 50;

    private final CountDownLatch done = new CountDownLatch(1);

    StatementWatch(Statement statement, Deadline deadline) {
        Thread thread = new Thread(() -> watch(statement, deadline), "copyblade-pg-watch");
        thread.setDaemon(true);
        thread.start();
    }

    void close() {
        done.countDown();
    }

    private void watch(Statement statement, Deadline deadline) {
        try {
            while (!done.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                if (deadline.expired() || deadline.cancelled()) {
                    statement.cancel();
                    return;
                }
            }
        } catch (InterruptedException | SQLException e) {
            // The time limit of the socket ends the statement as well, only later.
            return;
        }
    }
}
