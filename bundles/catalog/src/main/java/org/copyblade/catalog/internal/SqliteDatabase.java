package org.copyblade.catalog.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.copyblade.catalog.CatalogException;
import org.copyblade.catalog.CatalogException.Reason;

/**
 * An open catalog file: one connection writes, one transaction at a time; every reader has its own connection and sees the
 * last commit before it began.
 *
 * <p>Commits go to SQLite's write-ahead log, which is synchronised before a commit returns. Safe for many threads.
 */
final class SqliteDatabase implements Database {

    private final SqliteFile file;
    private final SqliteConnections connections;
    private final WriterTurn turn;
    private final CatalogLock lock;
    private final Connection writer; // guarded by turn
    private final Object identity;
    private volatile boolean usable = true;

    /** Takes over what {@link SqliteOpener} has opened and checked. */
    SqliteDatabase(
            SqliteFile file, SqliteConnections connections, Duration busyLimit, CatalogLock lock, Connection writer)
            throws CatalogException {
        this.file = file;
        this.connections = connections;
        this.turn = new WriterTurn(file.path().toString(), busyLimit);
        this.lock = lock;
        this.writer = writer;
        this.identity = file.identity();
    }

    @Override
    public <T> T read(Work<T> work) throws CatalogException {
        try (Connection reader = connections.reader()) {
            return work.on(reader);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    @Override
    public <T> T write(Work<T> work) throws CatalogException {
        turn.take();
        boolean done = false;
        try {
            mustStillBeThere();
            execute("begin immediate");
            T result = work.on(writer);
            execute("commit");
            done = true;
            return result;
        } catch (SQLException e) {
            throw failed(e);
        } finally {
            if (!done) {
                rollBack();
            }
            turn.giveBack();
        }
    }

    @Override
    public boolean usable() {
        return usable;
    }

    @Override
    public void close() {
        turn.takeLast();
        try {
            usable = false;
            writer.close();
        } catch (SQLException e) {
            // Every commit is in the file or its log already; the next open reads both.
            return;
        } finally {
            lock.close();
            turn.giveBack();
        }
    }

    /** A file that was removed or replaced would take commits that nobody ever finds again. */
    private void mustStillBeThere() throws CatalogException {
        boolean there = false;
        try {
            there = file.identity().equals(identity);
        } finally {
            usable &= there;
        }
        if (!there) {
            throw new CatalogException(Reason.FAILED, "catalog " + file.path() + " was replaced while it was in use");
        }
    }

    private void rollBack() {
        try {
            execute("rollback");
        } catch (SQLException e) {
            // Nothing was begun, or SQLite has rolled back by itself, as it does when the disk is full.
            return;
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = writer.createStatement()) {
            statement.execute(sql);
        }
    }

    private CatalogException failed(SQLException e) {
        SqliteFailure failure = SqliteFailure.of(e);
        usable &= failure.mayGoOn();
        return failure.on(file.path());
    }
}
