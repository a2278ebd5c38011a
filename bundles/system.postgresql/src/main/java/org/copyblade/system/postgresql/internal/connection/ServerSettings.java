package org.copyblade.system.postgresql.internal.connection;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Checked values of one configuration.
 *
 * @param name of the protected system
 * @param host host name, or absolute path of the directory that holds the Unix socket
 * @param startOptions further options of postgres
 * @param startCommand empty if the adapter itself starts the server
 * @param stopCommand empty if the adapter itself stops the server
 */
public record ServerSettings(
        String name,
        String host,
        int port,
        String database,
        String user,
        Optional<Secret> password,
        Optional<Path> passfile,
        String sslMode,
        Optional<Path> dataDirectory,
        Optional<Path> binDirectory,
        Optional<String> osUser,
        List<String> startOptions,
        String startCommand,
        String stopCommand,
        Optional<Path> serverLog,
        Path runtimeDirectory,
        Duration connectTimeout,
        Duration checkpointTimeout) {

    public ServerSettings {
        startOptions = List.copyOf(startOptions);
    }

    /** Whether connections go through a Unix socket. */
    boolean local() {
        return host.startsWith("/");
    }

    /** Where the server is, for messages. */
    public String address() {
        return local() ? host + "/.s.PGSQL." + port : host + ":" + port;
    }
}
