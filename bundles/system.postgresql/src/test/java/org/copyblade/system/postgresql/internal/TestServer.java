package org.copyblade.system.postgresql.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.copyblade.demo.fixture.PostgresBinaries;
import org.copyblade.demo.fixture.PostgresOptions;
import org.copyblade.demo.fixture.PostgresServer;
import org.copyblade.guard.Guards;
import org.copyblade.system.postgresql.internal.connection.Secret;
import org.copyblade.system.postgresql.internal.connection.ServerSettings;
import org.copyblade.system.spi.Deadline;
import org.junit.jupiter.api.Assumptions;

/** A real server, started, with the adapter over it. */
public final class TestServer implements AutoCloseable {

    public final PostgresServer server;
    final Guards guards = new Guards();
    final ServerSettings settings;
    final PostgresSystem system;

    private TestServer(PostgresServer server) {
        this.server = server;
        this.settings = settings(server);
        this.system = new PostgresSystem(settings, guards);
    }

    public static TestServer start(UnaryOperator<PostgresOptions> options) throws IOException {
        return start(binaries(), options);
    }

    public static TestServer start(PostgresBinaries binaries, UnaryOperator<PostgresOptions> options)
            throws IOException {
        PostgresServer server =
                options.apply(PostgresServer.with(binaries).copied()).create();
        server.start();
        return new TestServer(server);
    }

    /** Of another version, if the property {@code copyblade.postgres.home} names its directory. */
    static PostgresBinaries binaries() {
        String home = System.getProperty("copyblade.postgres.home");
        if (home != null) {
            return new PostgresBinaries(Path.of(home));
        }
        Optional<String> reason = PostgresBinaries.unsupportedReason();
        Assumptions.assumeTrue(reason.isEmpty(), reason.orElse(""));
        return PostgresBinaries.forThisMachine();
    }

    public static TestServer start() throws IOException {
        return start(options -> options);
    }

    /** How to reach the server by TCP; what the adapter leaves on the host is with what is the server's alone. */
    public static ServerSettings settings(PostgresServer server) {
        return settings("127.0.0.1", server.port(), server.password(), Optional.empty(), server.socketDirectory());
    }

    public static ServerSettings settings(String host, int port, String password, Optional<Path> dataDirectory) {
        return settings(host, port, password, dataDirectory, Path.of("/tmp"));
    }

    private static ServerSettings settings(
            String host, int port, String password, Optional<Path> dataDirectory, Path runtimeDirectory) {
        return new ServerSettings(
                "orders",
                host,
                port,
                "postgres",
                "postgres",
                Optional.of(password).filter(text -> !text.isEmpty()).map(Secret::new),
                Optional.empty(),
                "disable",
                dataDirectory,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                "",
                "",
                Optional.empty(),
                runtimeDirectory,
                Duration.ofSeconds(5),
                Duration.ofSeconds(60));
    }

    /** The same server, reached as another role. */
    static ServerSettings asRole(ServerSettings like, String role, Optional<Path> dataDirectory) {
        return new ServerSettings(
                like.name(),
                like.host(),
                like.port(),
                like.database(),
                role,
                Optional.empty(),
                like.passfile(),
                like.sslMode(),
                dataDirectory,
                like.binDirectory(),
                like.osUser(),
                like.startOptions(),
                like.startCommand(),
                like.stopCommand(),
                like.serverLog(),
                like.runtimeDirectory(),
                like.connectTimeout(),
                like.checkpointTimeout());
    }

    /** The adapter as a newly started Copyblade would have it. */
    PostgresSystem another() {
        return new PostgresSystem(settings, guards);
    }

    /** The adapter as it is configured for a server that may be down when it starts. */
    PostgresSystem knowingItsDirectory() {
        return new PostgresSystem(asRole(settings, settings.user(), Optional.of(server.dataDirectory())), guards);
    }

    static Deadline soon() {
        return Deadline.within(Duration.ofSeconds(60));
    }

    @Override
    public void close() throws IOException {
        system.close();
        guards.close();
        server.close();
    }
}
