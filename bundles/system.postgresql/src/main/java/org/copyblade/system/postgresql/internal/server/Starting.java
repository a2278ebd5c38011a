package org.copyblade.system.postgresql.internal.server;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.copyblade.system.postgresql.internal.connection.Connector;
import org.copyblade.system.postgresql.internal.connection.ServerSettings;
import org.copyblade.system.postgresql.internal.connection.Session;
import org.copyblade.system.postgresql.internal.directory.DataDirectory;
import org.copyblade.system.postgresql.internal.directory.Postmaster;
import org.copyblade.system.postgresql.internal.directory.ServerOptions;
import org.copyblade.system.postgresql.internal.fault.PgFault;
import org.copyblade.system.postgresql.internal.fault.Waiting;
import org.copyblade.system.postgresql.internal.host.HostCommand;
import org.copyblade.system.postgresql.internal.host.ServerOwner;
import org.copyblade.system.spi.Deadline;
import org.copyblade.system.spi.Restorable.Started;
import org.copyblade.system.spi.SystemException;

/** Starts a server as it was started before, and waits until it accepts work. */
public final class Starting {

    private final ServerSettings settings;
    private final Connector connector;
    private final Discovery discovery;
    private final Programs programs;
    private volatile Optional<Path> lastLog = Optional.empty();

    public Starting(ServerSettings settings, Connector connector, Discovery discovery, Programs programs) {
        this.settings = settings;
        this.connector = connector;
        this.discovery = discovery;
        this.programs = programs;
    }

    /** Notes what of a running server its next start needs. */
    void remember(Postmaster server) {
        programs.remember(server);
        lastLog = server.process().standardError().filter(Files::isRegularFile).or(() -> lastLog);
    }

    public Started start(Deadline deadline) throws SystemException {
        // Reads the gate: a directory whose restore is not complete has none.
        DataDirectory data = DataDirectory.read(discovery.dataDirectory(deadline));
        if (Postmaster.of(data.place()).isPresent()) {
            return awaitReady(Optional.empty(), ServerLog.from(logFile()), data, deadline);
        }
        ServerLog log = ServerLog.from(logFile());
        if (settings.startCommand().isEmpty()) {
            return awaitReady(Optional.of(launch(data, deadline)), log, data, deadline);
        }
        HostCommand.run(deadline, "sh", "-c", settings.startCommand());
        return awaitReady(Optional.empty(), log, data, deadline);
    }

    private Process launch(DataDirectory data, Deadline deadline) throws SystemException {
        ServerOwner owner = settings.osUser().isPresent()
                ? ServerOwner.named(settings.osUser().get(), deadline)
                : ServerOwner.of(data.place());
        List<String> command = new ArrayList<>();
        command.add(programs.postgres(data, deadline).toString());
        command.addAll(List.of("-D", data.place().toString()));
        command.addAll(ServerOptions.read(data.place()).withoutDirectory());
        command.addAll(settings.startOptions());
        Path log = logFile();
        ProcessBuilder builder = new ProcessBuilder(owner.commandLine(command))
                .directory(new File("/"))
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        try {
            return builder.start();
        } catch (IOException e) {
            throw PgFault.START.error(
                    "cannot run " + command.get(0) + ": " + e.getMessage(),
                    "are setsid, setpriv and " + log + " usable?");
        }
    }

    private Started awaitReady(Optional<Process> process, ServerLog log, DataDirectory data, Deadline deadline)
            throws SystemException {
        Started[] started = new Started[1];
        Waiting.until("the server on " + data.place() + " to accept work", deadline, () -> {
            if (process.isPresent() && !process.get().isAlive()) {
                throw PgFault.START.error(
                        "the server on " + data.place() + " ended with "
                                + process.get().exitValue() + " while starting: " + log.end(),
                        "read " + log.file());
            }
            try (Session session = connector.open(deadline)) {
                started[0] = new Started(ServerPosition.now(session, deadline), log.redoMillis());
                return true;
            } catch (SystemException e) {
                if (PgFault.DOWN.is(e) || PgFault.STARTING.is(e) || PgFault.SESSION.is(e)) {
                    return false;
                }
                throw e;
            }
        });
        return started[0];
    }

    private Path logFile() {
        return settings.serverLog()
                .or(() -> lastLog)
                .orElse(settings.runtimeDirectory().resolve("copyblade-" + settings.name() + "-server.log"));
    }
}
