package org.copyblade.catalog.internal;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.copyblade.catalog.CatalogException;
import org.copyblade.catalog.CatalogException.Reason;
import org.sqlite.ProgressHandler;

/**
 * Opens the file of an embedded catalog, makes it the first time, and refuses what is not a sound catalog of ours without
 * changing it.
 */
final class SqliteOpener implements ReopeningDatabase.Opener {

    /** A start must not wait for the check of a huge file; damage beyond is found when it is read. */
    private static final Duration CHECK_LIMIT = Duration.ofMillis(250);

    private static final int STEPS_BETWEEN_LOOKS_AT_THE_CLOCK = 10_000;

    private final SqliteFile file;
    private final SqliteConnections connections;
    private final Duration busyLimit;
    private boolean seen; // guarded by the lock of ReopeningDatabase, which calls one at a time

    SqliteOpener(Path file, SqliteConnections connections, Duration busyLimit) {
        this.file = new SqliteFile(file);
        this.connections = connections;
        this.busyLimit = busyLimit;
    }

    @Override
    public Database open() throws CatalogException {
        file.makeFolder();
        CatalogLock lock = CatalogLock.take(file.path());
        Database opened = null;
        try {
            if (!file.exists()) {
                make();
            }
            file.mustBeOurs();
            opened = open(lock);
            seen = true;
            return opened;
        } finally {
            if (opened == null) {
                lock.close();
            }
        }
    }

    /** A catalog that vanished while we worked with it is not replaced by an empty one. */
    private void make() throws CatalogException {
        if (seen) {
            throw new CatalogException(
                    Reason.FAILED,
                    "catalog " + file.path()
                            + " was removed while it was in use; put it back, or restart to begin anew");
        }
        file.mustHaveNoRemains();
        file.removeAside();
        Schema.make(SqliteConnections.scratch(file.aside()), file.path().toString());
        file.publish();
    }

    private Database open(CatalogLock lock) throws CatalogException {
        Connection writer = null;
        boolean sound = false;
        try {
            writer = connections.writer();
            check(writer);
            migrate(writer);
            sound = true;
            return new SqliteDatabase(file, connections, busyLimit, lock, writer);
        } catch (SQLException e) {
            throw SqliteFailure.of(e).on(file.path());
        } finally {
            if (!sound) {
                close(writer);
            }
        }
    }

    private void check(Connection connection) throws SQLException, CatalogException {
        long end = System.nanoTime() + CHECK_LIMIT.toNanos();
        ProgressHandler.setHandler(connection, STEPS_BETWEEN_LOOKS_AT_THE_CLOCK, new ProgressHandler() {
            @Override
            protected int progress() {
                return System.nanoTime() < end ? 0 : 1;
            }
        });
        String result;
        try {
            result = text(connection, "pragma quick_check(1)");
        } catch (SQLException e) {
            if (System.nanoTime() < end) {
                throw e;
            }
            result = "ok"; // as far as the time went
        } finally {
            ProgressHandler.clearHandler(connection);
        }
        if (!result.equals("ok")) {
            throw file.alien("it is damaged: " + result.lines().findFirst().orElse(""));
        }
    }

    private void migrate(Connection connection) throws SQLException, CatalogException {
        int version = Integer.parseInt(text(connection, "pragma user_version"));
        if (version > Schema.VERSION) {
            throw file.alien("a newer version wrote it, its tables are of version " + version + " and this one knows "
                    + Schema.VERSION);
        }
        if (version < Schema.VERSION) {
            Schema.migrate(connections.migrator(), Dialect.SQLITE, file.path().toString());
            text(connection, "pragma user_version = " + Schema.VERSION);
        }
    }

    private static String text(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (!statement.execute(sql)) {
                return "";
            }
            try (ResultSet result = statement.getResultSet()) {
                return result.next() ? result.getString(1) : "";
            }
        }
    }

    private static void close(Connection connection) {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException e) {
            // The file is refused already, and for a better reason.
            return;
        }
    }
}
