package org.copyblade.system.postgresql.internal.directory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.copyblade.system.postgresql.internal.fault.PgFault;
import org.copyblade.system.postgresql.internal.host.HostProcess;
import org.copyblade.system.spi.SystemException;

/**
 * The first process of a running server, proven to be it: the process works in the data directory whose lock file
 * names it.
 */
public record Postmaster(HostProcess process, Path dataDirectory) {

    /** Name of the lock file in the data directory. */
    public static final String LOCK_FILE = "postmaster.pid";

    /** Of the lock file, counted from 0. */
    private static final int PORT_LINE = 3;

    /** The server of a data directory; empty if none runs, also if a lock file was left behind. */
    public static Optional<Postmaster> of(Path dataDirectory) throws SystemException {
        Optional<HostProcess> process = lockFile(dataDirectory).flatMap(HostProcess::of);
        if (process.isEmpty() || !process.get().alive()) {
            return Optional.empty();
        }
        Optional<Path> works = process.get().workingDirectory();
        if (works.isEmpty()) {
            if (!process.get().alive()) {
                return Optional.empty();
            }
            throw PgFault.ACCESS.error(
                    "cannot see whether process " + process.get().pid() + " is the server of " + dataDirectory,
                    "run Copyblade as root or as the server's user");
        }
        return works.get().equals(real(dataDirectory))
                ? Optional.of(new Postmaster(process.get(), dataDirectory))
                : Optional.empty();
    }

    /** Whether its lock file names this port, or cannot be read: then nobody can say that it does not. */
    public static boolean mayListenOn(int port, Path dataDirectory) {
        try {
            List<String> lines = Files.readAllLines(dataDirectory.resolve(LOCK_FILE), StandardCharsets.ISO_8859_1);
            return lines.size() <= PORT_LINE || lines.get(PORT_LINE).strip().equals(Integer.toString(port));
        } catch (IOException e) {
            return true;
        }
    }

    private static Optional<Long> lockFile(Path dataDirectory) throws SystemException {
        Path file = dataDirectory.resolve(LOCK_FILE);
        try {
            List<String> lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
            // A server without postmaster, started for one user only, writes its number negative.
            return lines.stream()
                    .findFirst()
                    .map(String::strip)
                    .filter(line -> line.matches("-?[0-9]{1,9}"))
                    .map(line -> Math.abs(Long.parseLong(line)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw PgFault.ACCESS.error(
                    "cannot read " + file + ": " + e.getMessage(), "run Copyblade as root or as the server's user");
        }
    }

    private static Path real(Path directory) throws SystemException {
        try {
            return directory.toRealPath();
        } catch (IOException e) {
            throw PgFault.ACCESS.error(
                    "cannot read " + directory + ": " + e.getMessage(), "does the data directory exist?");
        }
    }
}
