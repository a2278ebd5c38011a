package org.copyblade.system.postgresql.internal.connection;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.copyblade.system.postgresql.internal.fault.PgFault;
import org.copyblade.system.postgresql.internal.fault.Waiting;
import org.copyblade.system.spi.Deadline;
import org.copyblade.system.spi.SystemException;

/** One connection to a server, each statement in its own transaction. One thread at a time. */
public final class Session implements AutoCloseable {

    /** Time for the server to say that it gave up a statement. */
    private static final int CANCEL_MILLIS = 2_000;

    private final Connection connection;
    private final String address;

    Session(Connection connection, String address) {
        this.connection = connection;
        this.address = address;
    }

    /** Makes a value of one row. */
    public interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** All rows of a query. */
    public <T> List<T> rows(Deadline deadline, String sql, RowReader<T> reader, Object... arguments)
            throws SystemException {
        if (deadline.expired() || deadline.cancelled()) {
            throw Waiting.givenUp("'" + sql + "'", deadline);
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
                statement.setObject(i + 1, arguments[i]);
            }
            limitSilence(deadline);
            StatementWatch watch = new StatementWatch(statement, deadline);
            try {
                return rows(statement, reader);
            } catch (SQLException e) {
                if (deadline.expired() || deadline.cancelled()) {
                    throw Waiting.givenUp("'" + sql + "' at " + address, deadline);
                }
                throw e;
            } finally {
                watch.close();
            }
        } catch (SQLException e) {
            throw SqlErrors.running(e, "'" + sql + "' at " + address);
        }
    }

    /** The only row of a query. */
    public <T> T row(Deadline deadline, String sql, RowReader<T> reader, Object... arguments) throws SystemException {
        List<T> rows = rows(deadline, sql, reader, arguments);
        if (rows.size() != 1) {
            throw PgFault.SQL.error(
                    "'" + sql + "' gave " + rows.size() + " rows at " + address, "is this a PostgreSQL server?");
        }
        return rows.get(0);
    }

    /** The only value of a query, as text. */
    public String text(Deadline deadline, String sql, Object... arguments) throws SystemException {
        return row(deadline, sql, row -> String.valueOf(row.getString(1)), arguments);
    }

    /** Runs a statement whose rows nobody needs. */
    public void run(Deadline deadline, String sql, Object... arguments) throws SystemException {
        rows(deadline, sql, row -> row, arguments);
    }

    /** Whether the other side still answers. */
    public boolean answers(int seconds) {
        try {
            return connection.isValid(seconds);
        } catch (SQLException e) {
            return false;
        }
    }

    /** The server's version as a number: 150004 for 15.4. */
    public int version(Deadline deadline) throws SystemException {
        return Integer.parseInt(text(deadline, "show server_version_num"));
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            // The server ends the session when it sees the socket closed; there is nothing else to do here.
            return;
        }
    }

    private static <T> List<T> rows(PreparedStatement statement, RowReader<T> reader) throws SQLException {
        List<T> rows = new ArrayList<>();
        if (statement.execute()) {
            try (ResultSet result = statement.getResultSet()) {
                while (result.next()) {
                    rows.add(reader.read(result));
                }
            }
        }
        return rows;
    }

    /** A server that is stopped answers no cancel either: then the socket gives up. */
    private void limitSilence(Deadline deadline) throws SQLException {
        long millis = Math.min(Integer.MAX_VALUE, deadline.remaining().toMillis() + CANCEL_MILLIS);
        connection.setNetworkTimeout(Runnable::run, (int) millis);
    }
}
