package org.copyblade.catalog.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.copyblade.catalog.CatalogException;
import org.copyblade.catalog.CatalogException.Reason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens a catalog in PostgreSQL for one manager at a time.
 *
 * <p>The lock is held by the very connection that writes: when the connection is lost the lock is gone, but then nothing can
 * be written either until both are had again. So a manager that was cut off cannot write behind the back of its successor.
 */
final class PostgresOpener implements ReopeningDatabase.Opener {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresOpener.class);

    /** Any number that nobody else uses in this database: the letters CPYB and one. */
    private static final long LOCK = 0x43505942_00000001L;

    private static final Duration PREDECESSOR_LIMIT = Duration.ofSeconds(5);
    private static final Duration TRY_AGAIN = Duration.ofMillis(50);

    private final PostgresConnections connections;
    private final Duration busyLimit;

    PostgresOpener(PostgresConnections connections, Duration busyLimit) {
        this.connections = connections;
        this.busyLimit = busyLimit;
    }

    @Override
    public Database open() throws CatalogException {
        Connection writer = null;
        boolean sound = false;
        try {
            writer = connections.open();
            takeLock(writer);
            check(writer);
            writer.setAutoCommit(false);
            sound = true;
            return new PostgresDatabase(connections, busyLimit, writer);
        } catch (SQLException e) {
            throw PostgresFailure.of(e).on(connections.name());
        } finally {
            if (!sound) {
                close(writer);
            }
        }
    }

    /** The server frees the lock of a manager that has gone when it has seen that, on a busy machine not at once. */
    private void takeLock(Connection writer) throws SQLException, CatalogException {
        long end = System.nanoTime() + PREDECESSOR_LIMIT.toNanos();
        while (!tryLock(writer)) {
            if (System.nanoTime() >= end || Thread.currentThread().isInterrupted()) {
                throw new CatalogException(Reason.IN_USE, "another manager uses catalog " + connections.name());
            }
            LockSupport.parkNanos(TRY_AGAIN.toNanos());
        }
    }

    private static boolean tryLock(Connection writer) throws SQLException {
        return new Query("select pg_try_advisory_lock(?)", LOCK)
                .rows(writer, row -> row.getBoolean(1))
                .get(0);
    }

    private void check(Connection writer) throws SQLException, CatalogException {
        if (!text(writer, "show fsync").equals("on")) {
            throw new CatalogException(
                    Reason.FAILED,
                    "the server of catalog " + connections.name()
                            + " runs with fsync = off and would lose commits at a power loss");
        }
        int version = version(writer);
        if (version > Schema.VERSION) {
            throw new CatalogException(
                    Reason.ALIEN,
                    "catalog " + connections.name() + " was written by a newer version, its tables are of version "
                            + version + " and this one knows " + Schema.VERSION);
        }
        if (version < Schema.VERSION) {
            LOG.info(
                    "the tables of catalog {} are brought from version {} to {}, which takes long where there are many"
                            + " backups; it cannot be used meanwhile",
                    connections.name(),
                    version,
                    Schema.VERSION);
            Schema.migrate(connections.migration(), Dialect.POSTGRESQL, connections.name());
        }
    }

    private static int version(Connection writer) throws SQLException {
        if (text(writer, "select coalesce(to_regclass('schema_history')::text, '')")
                .isEmpty()) {
            return 0;
        }
        return Integer.parseInt(
                text(writer, "select coalesce(max(version::int), 0) from schema_history where success"));
    }

    private static String text(Connection connection, String sql) throws SQLException {
        return new Query(sql, List.of())
                .rows(connection, row -> row.getString(1))
                .get(0);
    }

    private static void close(Connection connection) {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException e) {
            // The catalog is refused already, and for a better reason.
            return;
        }
    }
}
