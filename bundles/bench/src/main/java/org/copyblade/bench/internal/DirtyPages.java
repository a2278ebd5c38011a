package org.copyblade.bench.internal;

import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.copyblade.api.CopybladeException;
import org.copyblade.demo.fixture.PostgresServer;

/**
 * Makes the same pages of a server dirty before each tool's turn, and looks whether they were the same. Autovacuum and the
 * background writer must be off. Not for several threads.
 */
final class DirtyPages {

    private static final int ROWS = 6000;

    /** Pages are half empty, so that new versions of rows stay where the old ones are. */
    private static final String CREATE = "CREATE TABLE dirty (number int, line text) WITH (fillfactor = 45);"
            + " INSERT INTO dirty SELECT number, repeat('x', 1000) FROM generate_series(1, " + ROWS
            + ") AS number";

    private static final String UPDATE = "UPDATE dirty SET number = number";

    /** The checkpointer counts what it wrote a moment after it has said that it is done. */
    private static final long COUNTING_MS = 200;

    private final PostgresServer server;
    private final Amounts logBytes = new Amounts();
    private final Amounts checkpointPages = new Amounts();

    private DirtyPages(PostgresServer server) {
        this.server = server;
    }

    static DirtyPages on(PostgresServer server) throws SQLException {
        server.execute(CREATE);
        return new DirtyPages(server);
    }

    /** A turn of a tool that takes one checkpoint of what was made dirty. */
    interface Turn<T> {
        T take() throws IOException, SQLException, CopybladeException, InterruptedException;
    }

    /** Writes everything out, makes the pages dirty, empties the caches and lets the tool work. */
    <T> T before(Turn<T> turn) throws IOException, SQLException, CopybladeException, InterruptedException {
        server.execute("CHECKPOINT");
        String began = server.query("SELECT pg_current_wal_insert_lsn()");
        server.execute(UPDATE);
        logBytes.add(
                Long.parseLong(server.query("SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '" + began + "')")));
        Caches.drop();
        long written = pagesWritten();
        T result = turn.take();
        checkpointPages.add(pagesWritten() - written);
        return result;
    }

    /** Forgets what was seen while the pages filled with the first versions of the rows. */
    void forget() {
        logBytes.clear();
        checkpointPages.clear();
    }

    private long pagesWritten() throws SQLException, InterruptedException {
        TimeUnit.MILLISECONDS.sleep(COUNTING_MS);
        return Long.parseLong(server.query("SELECT buffers_checkpoint FROM pg_stat_bgwriter"));
    }

    /** Bytes of log that making them dirty wrote, of all turns. */
    Amounts logBytes() {
        return logBytes;
    }

    /** Pages that the checkpoint in a tool's turn wrote, of all turns. */
    Amounts checkpointPages() {
        return checkpointPages;
    }
}
