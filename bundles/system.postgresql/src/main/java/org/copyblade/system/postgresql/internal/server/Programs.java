package org.copyblade.system.postgresql.internal.server;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.copyblade.system.postgresql.internal.connection.ServerSettings;
import org.copyblade.system.postgresql.internal.directory.DataDirectory;
import org.copyblade.system.postgresql.internal.directory.Postmaster;
import org.copyblade.system.postgresql.internal.directory.ServerOptions;
import org.copyblade.system.postgresql.internal.fault.PgFault;
import org.copyblade.system.postgresql.internal.host.HostCommand;
import org.copyblade.system.postgresql.internal.host.ServerOwner;
import org.copyblade.system.spi.Deadline;
import org.copyblade.system.spi.SystemException;

/** Finds the program postgres that fits a data directory. */
public final class Programs {

    private static final Pattern VERSION = Pattern.compile("\\(PostgreSQL\\) (\\d+)");

    private final ServerSettings settings;
    private volatile Optional<Path> lastSeen = Optional.empty();

    public Programs(ServerSettings settings) {
        this.settings = settings;
    }

    /** Notes which program a running server runs. */
    void remember(Postmaster server) {
        lastSeen = server.process().program().or(() -> lastSeen);
    }

    /**
     * The first program of the right major version: configured, seen running, noted by the server, usual places.
     *
     * @param owner asks each for its version: what the server noted is a file that its user may write
     */
    public Path postgres(DataDirectory data, ServerOwner owner, Deadline deadline) throws SystemException {
        List<Path> candidates = new ArrayList<>();
        if (settings.binDirectory().isPresent()) {
            candidates.add(settings.binDirectory().get().resolve("postgres"));
        } else {
            Postmaster.of(data.place()).ifPresent(this::remember);
            lastSeen.ifPresent(candidates::add);
            ServerOptions.read(data.place()).program().ifPresent(candidates::add);
            candidates.add(Path.of("/usr/lib/postgresql/" + data.major() + "/bin/postgres"));
            candidates.add(Path.of("/usr/pgsql-" + data.major() + "/bin/postgres"));
            candidates.add(Path.of("/usr/local/pgsql/bin/postgres"));
            for (String directory : System.getenv().getOrDefault("PATH", "").split(":")) {
                candidates.add(Path.of(directory, "postgres"));
            }
        }
        List<String> tried = new ArrayList<>();
        for (Path candidate : candidates) {
            String answer = Files.isExecutable(candidate) ? version(candidate, owner, deadline) : "is none";
            Matcher version = VERSION.matcher(answer);
            if (version.find() && version.group(1).equals(data.major())) {
                return candidate;
            }
            tried.add(candidate + " (" + answer + ")");
        }
        throw PgFault.START.error(
                "no program postgres of version " + data.major() + " was found; tried " + String.join(", ", tried),
                "set key 'bin.directory' of system '" + settings.name() + "'");
    }

    /** What it says, or why it does not: another candidate may. */
    private static String version(Path program, ServerOwner owner, Deadline deadline) throws SystemException {
        List<String> command = owner.commandLine(List.of(program.toString(), "--version"));
        try {
            return HostCommand.run(deadline, command.toArray(String[]::new));
        } catch (SystemException e) {
            if (!PgFault.HOST.is(e)) {
                throw e;
            }
            return e.getMessage();
        }
    }
}
