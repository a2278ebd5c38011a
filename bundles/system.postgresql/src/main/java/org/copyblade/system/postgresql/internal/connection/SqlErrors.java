package org.copyblade.system.postgresql.internal.connection;

import java.sql.SQLException;
import org.copyblade.system.postgresql.internal.fault.PgFault;
import org.copyblade.system.spi.SystemException;

/** Says in our words what the server or the driver said; nothing of the driver goes further. */
final class SqlErrors {

    private SqlErrors() {}

    /** A connection could not be had. */
    static SystemException connecting(SQLException e, ServerSettings settings, String database) {
        String who = "role '" + settings.user() + "' at " + settings.address();
        return switch (state(e)) {
            case "28P01" ->
                PgFault.PASSWORD.error(
                        "the server refuses the password of " + who,
                        "check key '.password' or 'passfile' of this system");
            case "28000" ->
                PgFault.PASSWORD.error(
                        "the server does not let in " + who + ": " + line(e),
                        "check pg_hba.conf; peer authentication needs the same user in the operating system");
            case "08004" ->
                PgFault.PASSWORD.error(
                        "the server wants a password of " + who, "set key '.password' or 'passfile' of this system");
            case "3D000" ->
                PgFault.DATABASE.error(
                        "database '" + database + "' does not exist at " + settings.address(),
                        "set key 'database' to one that exists");
            case "57P03" ->
                PgFault.STARTING.error(
                        "the server at " + settings.address() + " is not ready: " + line(e),
                        "wait, or read the server's log");
            case "53300" ->
                PgFault.BUSY.error(
                        "the server at " + settings.address() + " has no connection left: " + line(e),
                        "raise max_connections, or use a superuser");
            case "08001", "08006", "08000" ->
                PgFault.DOWN.error(
                        "no server answers at " + settings.address() + ": " + line(e),
                        "is the server started, and are keys 'host' and 'port' right?");
            default -> running(e, "connecting to " + settings.address());
        };
    }

    /** A statement failed. */
    static SystemException running(SQLException e, String what) {
        String state = state(e);
        if (state.equals("42501")) {
            return PgFault.RIGHTS.error(
                    what + " is not allowed: " + line(e), "system:analyze names the rights that the role needs");
        }
        if (state.equals("57014")) {
            return PgFault.DEADLINE.error(what + " was cut off: " + line(e), "give the call more time");
        }
        if (state.startsWith("08") || state.startsWith("57P0")) {
            return PgFault.SESSION.error(
                    what + " lost its session: " + line(e), "was the session ended, or the server stopped?");
        }
        return PgFault.SQL.error(what + " failed: " + line(e) + " (" + state + ")", "read the server's log");
    }

    private static String state(SQLException e) {
        return e.getSQLState() == null ? "" : e.getSQLState();
    }

    private static String line(SQLException e) {
        String text = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return text.lines().map(String::strip).reduce((a, b) -> a + "; " + b).orElse("");
    }
}
