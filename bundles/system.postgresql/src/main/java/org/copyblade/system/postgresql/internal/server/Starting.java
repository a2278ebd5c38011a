package org.copyblade.system.postgresql.internal.server;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
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
import org.copyblade.system.postgresql.internal.host.PrivateDirectory;
import org.copyblade.system.postgresql.internal.host.ServerOwner;
import org.copyblade.system.spi.Deadline;
import org.copyblade.system.spi.Restorable.Started;
import org.copyblade.system.spi.SystemException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts a server as it was started before, and waits until it accepts work. */
public final class Starting {

    private static final Logger LOG = LoggerFactory.getLogger(Starting.class);
    private static final Path NOWHERE = Path.of("/dev/null");

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
            return awaitReady(Optional.empty(), ServerLog.from(knownLog()), data, deadline);
        }
        if (settings.startCommand().isEmpty()) {
            ServerOwner owner = owner(data, deadline);
            OutputFile output = output(owner, deadline);
            ServerLog log = ServerLog.from(output.file());
            return awaitReady(Optional.of(launch(data, owner, output, deadline)), log, data, deadline);
        }
        ServerLog log = ServerLog.from(knownLog());
        HostCommand.run(deadline, "sh", "-c", settings.startCommand());
        return awaitReady(Optional.empty(), log, data, deadline);
    }

    private ServerOwner owner(DataDirectory data, Deadline deadline) throws SystemException {
        return settings.osUser().isPresent()
                ? ServerOwner.named(settings.osUser().get(), deadline)
                : ServerOwner.of(data.place());
    }

    private Process launch(DataDirectory data, ServerOwner owner, OutputFile output, Deadline deadline)
            throws SystemException {
        List<String> command = new ArrayList<>();
        command.add(programs.postgres(data, owner, deadline).toString());
        command.addAll(List.of("-D", data.place().toString()));
        command.addAll(ServerOptions.read(data.place()).withoutDirectory());
        command.addAll(settings.startOptions());
        Path log = output.file();
        ProcessBuilder builder = new ProcessBuilder(
                        output.byOwner() ? owner.commandLine(log, command) : owner.commandLine(command))
                .directory(new File("/"))
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(
                        output.byOwner()
                                ? ProcessBuilder.Redirect.DISCARD
                                : ProcessBuilder.Redirect.appendTo(log.toFile()));
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

    /** Where it writes as far as is known; a server that is not started here may write nowhere. */
    private Path knownLog() {
        return settings.serverLog().or(() -> lastLog).orElse(NOWHERE);
    }

    /** Where a server started here writes: where it wrote before only if that is its user's own file. */
    private OutputFile output(ServerOwner owner, Deadline deadline) throws SystemException {
        Optional<Path> before =
                lastLog.filter(log -> owner.owns(log) && Files.isRegularFile(log, LinkOption.NOFOLLOW_LINKS));
        Optional<Path> named = settings.serverLog().or(() -> before);
        if (named.isEmpty()) {
            return own();
        }
        try {
            return OutputFile.named(named.get(), owner, deadline);
        } catch (OutputFile.Unusable e) {
            // A server is not left down for want of a log.
            OutputFile own = own();
            LOG.warn("the server writes into {} instead of {}: {}", own.file(), named.get(), e.getMessage());
            return own;
        }
    }

    private OutputFile own() throws SystemException {
        Path own = ownLog();
        lastLog = Optional.of(own);
        return new OutputFile(own, false);
    }

    private Path ownLog() throws SystemException {
        try {
            return PrivateDirectory.of(settings.runtimeDirectory(), "copyblade-" + settings.name() + "-log")
                    .resolve("server.log");
        } catch (IOException e) {
            throw PgFault.START.error(
                    "cannot make a directory for the server's log: " + e.getMessage(),
                    "is " + settings.runtimeDirectory() + " writable? or set key 'server.log'");
        }
    }
}
