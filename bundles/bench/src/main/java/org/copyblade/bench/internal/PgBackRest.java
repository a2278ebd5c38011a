package org.copyblade.bench.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.copyblade.demo.fixture.PostgresServer;
import org.copyblade.demo.fixture.ScratchDirectory;

/** pgBackRest with a repository on this machine: full backups compressed with lz4, restores into an emptied directory. */
final class PgBackRest implements Peer {

    private static final String STANZA = "bench";
    private static final long RECOVERY_LOOK_MS = 5;

    private final Path program;
    private final PostgresServer server;
    private final ScratchDirectory directory;
    private final Path configuration;

    private PgBackRest(Path program, PostgresServer server, ScratchDirectory directory) {
        this.program = program;
        this.server = server;
        this.directory = directory;
        this.configuration = directory.path().resolve("pgbackrest.conf");
    }

    /** Sets it up; from now on the server archives its log with it. The server must have archive_mode on. */
    static PgBackRest on(Path program, PostgresServer server) throws IOException, SQLException {
        ScratchDirectory directory = ScratchDirectory.create("pgbackrest");
        PgBackRest created = new PgBackRest(program, server, directory);
        Path own = server.makeDirectory(directory.path().resolve("files"));
        Files.writeString(
                created.configuration,
                """
                [global]
                repo1-path=%1$s/repo
                repo1-retention-full=1
                log-level-console=warn
                log-level-file=off
                lock-path=%1$s/lock
                spool-path=%1$s/spool
                start-fast=y
                compress-type=lz4
                process-max=2
                [%2$s]
                pg1-path=%3$s
                pg1-port=%4$d
                pg1-socket-path=%5$s
                pg1-user=%6$s
                """
                        .formatted(
                                own,
                                STANZA,
                                server.dataDirectory(),
                                server.port(),
                                server.socketDirectory(),
                                server.databaseUser()));
        created.run("stanza-create");
        created.archiveWith(String.join(" ", created.words("archive-push")) + " %p");
        return created;
    }

    @Override
    public String name() {
        return "pgBackRest full, start-fast, lz4";
    }

    @Override
    public double bar() {
        return 3;
    }

    @Override
    public Duration backUp() throws IOException {
        long began = System.nanoTime();
        run("backup", "--type=full");
        return Duration.ofNanos(System.nanoTime() - began);
    }

    /** Restores into the emptied data directory of the stopped server, and starts it until it has recovered. */
    Duration restoreAndStart() throws IOException, SQLException, InterruptedException {
        long began = System.nanoTime();
        run("restore");
        server.start();
        // While it reads the archive it answers already, but not with everything.
        while (server.query("SELECT pg_is_in_recovery()").equals("t")) {
            TimeUnit.MILLISECONDS.sleep(RECOVERY_LOOK_MS);
        }
        return Duration.ofNanos(System.nanoTime() - began);
    }

    private void archiveWith(String command) throws SQLException {
        server.execute("ALTER SYSTEM SET archive_command = '" + command + "'");
        server.execute("SELECT pg_reload_conf()");
    }

    private void run(String command, String... options) throws IOException {
        List<String> words = words(command);
        words.addAll(List.of(options));
        server.runAsServerUser(words);
    }

    private List<String> words(String command) {
        return new ArrayList<>(List.of(program.toString(), "--config=" + configuration, "--stanza=" + STANZA, command));
    }

    @Override
    public void close() throws IOException, SQLException {
        try {
            archiveWith("true");
        } finally {
            directory.close();
        }
    }
}
