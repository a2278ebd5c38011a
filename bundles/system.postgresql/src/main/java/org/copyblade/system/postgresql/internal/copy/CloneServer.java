package org.copyblade.system.postgresql.internal.copy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.copyblade.system.postgresql.internal.connection.Connector;
import org.copyblade.system.postgresql.internal.connection.ServerSettings;
import org.copyblade.system.postgresql.internal.connection.Session;
import org.copyblade.system.postgresql.internal.directory.DataDirectory;
import org.copyblade.system.postgresql.internal.fault.PgFault;
import org.copyblade.system.postgresql.internal.fault.Waiting;
import org.copyblade.system.postgresql.internal.host.HostCommand;
import org.copyblade.system.postgresql.internal.host.HostProcess;
import org.copyblade.system.postgresql.internal.host.ServerOwner;
import org.copyblade.system.postgresql.internal.server.ServerLog;
import org.copyblade.system.spi.Deadline;
import org.copyblade.system.spi.SystemException;

/**
 * A server started on a copy, beside the original and unknown to anybody: no network, no archive, no standby, no worker of
 * any extension. It ends when this process ends. To be used by the thread that started it.
 */
final class CloneServer implements AutoCloseable {

    private static final int PORT = 5432;
    private static final Duration END_PATIENCE = Duration.ofSeconds(60);
    private static final Duration KILL_PATIENCE = Duration.ofSeconds(10);

    private final ServerSettings settings;
    private final Path data;
    private final Path runtime;
    private final ServerLog log;
    private Process process;

    private CloneServer(ServerSettings settings, Path data, Path runtime) {
        this.settings = settings;
        this.data = data;
        this.runtime = runtime;
        this.log = new ServerLog(runtime.resolve("log"), 0);
    }

    /** Starts it; the caller waits with {@link #awaitReady}. */
    static CloneServer start(ServerSettings settings, Path program, DataDirectory copy, Optional<Path> configuration)
            throws SystemException {
        Path data = copy.place();
        ServerOwner owner = ServerOwner.of(data.resolve("PG_VERSION"));
        try {
            Path runtime = new CloneDirectories(settings.runtimeDirectory()).create();
            CloneServer clone = new CloneServer(settings, data, runtime);
            try {
                clone.launch(program, copy, configuration, owner);
                return clone;
            } catch (IOException | SystemException e) {
                clone.close();
                throw e;
            }
        } catch (IOException e) {
            throw PgFault.START.error(
                    "cannot start a clone on " + data + ": " + e.getMessage(),
                    "are setsid and setpriv installed, and is " + settings.runtimeDirectory() + " writable?");
        }
    }

    /** Where it answers: its own socket, which only its user and root can reach. */
    ServerSettings address(String user) {
        return new ServerSettings(
                settings.name(),
                runtime.toString(),
                PORT,
                "template1",
                user,
                Optional.empty(),
                Optional.empty(),
                "disable",
                Optional.of(data),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                "",
                "",
                Optional.empty(),
                runtime,
                settings.connectTimeout(),
                settings.checkpointTimeout());
    }

    /** Returns once recovery has ended and it accepts work. */
    void awaitReady(Connector connector, Deadline deadline) throws SystemException {
        Waiting.until("the clone on " + data + " to recover", deadline, () -> {
            if (!process.isAlive()) {
                throw PgFault.START.error(
                        "the copy does not start: " + log.end(), "the copy cannot be restored; take another backup");
            }
            try (Session session = connector.open(deadline)) {
                return session.answers(1);
            } catch (SystemException e) {
                if (PgFault.DOWN.is(e) || PgFault.STARTING.is(e) || PgFault.SESSION.is(e)) {
                    return false;
                }
                throw e;
            }
        });
    }

    long redoMillis() {
        return log.redoMillis();
    }

    /** Stops it with a checkpoint, so that its files hold everything. */
    void stop(Deadline deadline) throws SystemException {
        if (process.isAlive()) {
            HostCommand.signal("INT", process.pid(), deadline);
            Waiting.until("the clone on " + data + " to stop", deadline, () -> !process.isAlive());
        }
    }

    @Override
    public void close() throws SystemException {
        if (process != null && process.isAlive()) {
            Deadline patience = Deadline.within(END_PATIENCE);
            HostCommand.signal("QUIT", process.pid(), patience);
            if (!Waiting.within(Deadline.within(KILL_PATIENCE), () -> !process.isAlive())) {
                for (HostProcess left : HostProcess.workingIn(data, "postgres")) {
                    HostCommand.signal("KILL", left.pid(), patience);
                }
            }
        }
        HostCommand.run(Deadline.within(END_PATIENCE), "rm", "-rf", runtime.toString());
    }

    private void launch(Path program, DataDirectory copy, Optional<Path> configuration, ServerOwner owner)
            throws IOException, SystemException {
        Path access = Files.writeString(runtime.resolve("pg_hba.conf"), "local all all trust\n");
        Path names = Files.writeString(runtime.resolve("pg_ident.conf"), "");
        for (Path path : List.of(access, names, runtime)) {
            owner.own(path);
        }
        List<String> command = new ArrayList<>(List.of(program.toString(), "-D", data.toString()));
        for (String setting : CloneSettings.of(copy, runtime, PORT, configuration)) {
            command.addAll(List.of("-c", setting));
        }
        // An end of this process must not leave a clone behind.
        ProcessBuilder builder = new ProcessBuilder(owner.commandLine(log.file(), command, "--pdeathsig=QUIT"))
                .directory(new File("/"))
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        process = builder.start();
    }
}
