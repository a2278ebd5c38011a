package org.copyblade.catalog.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Connections for bringing the tables up to date. They are opened within the limits of daily work, which are lifted then, here
 * and in the server: one statement of a migration may go through every backup there ever was, and were it given up half way, so
 * would be each that comes after it.
 */
final class MigrationSource extends PGSimpleDataSource {

    private static final long serialVersionUID = 1L;

    private static final Duration LIMIT = Duration.ofHours(12);

    /** Not each server has all of them, and refuses a connection that names one that it has not. */
    private static final String LIFT_LIMITS = "select set_config(name, '0', false) from pg_settings where name in"
            + " ('statement_timeout', 'lock_timeout', 'transaction_timeout',"
            + " 'idle_in_transaction_session_timeout', 'idle_session_timeout')";

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        Connection connection = connect(user, password);
        boolean sound = false;
        try (Statement statement = connection.createStatement()) {
            statement.execute(LIFT_LIMITS);
            connection.setNetworkTimeout(Runnable::run, Math.toIntExact(LIMIT.toMillis()));
            sound = true;
            return connection;
        } finally {
            if (!sound) {
                connection.close();
            }
        }
    }

    /** The driver finds our sockets through the context class loader. */
    private Connection connect(String user, String password) throws SQLException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(MigrationSource.class.getClassLoader());
        try {
            return super.getConnection(user, password);
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
