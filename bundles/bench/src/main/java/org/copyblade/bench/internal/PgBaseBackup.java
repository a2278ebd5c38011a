package org.copyblade.bench.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.copyblade.demo.fixture.PostgresServer;
import org.copyblade.demo.fixture.ScratchDirectory;

/** PostgreSQL's own base backup, with the checkpoint at once. */
final class PgBaseBackup implements Peer {

    private final Path program;
    private final PostgresServer server;

    PgBaseBackup(Path program, PostgresServer server) {
        this.program = program;
        this.server = server;
    }

    @Override
    public String name() {
        return "pg_basebackup --checkpoint=fast";
    }

    @Override
    public double bar() {
        return 8;
    }

    @Override
    public Duration backUp() throws IOException {
        try (ScratchDirectory directory = ScratchDirectory.create("basebackup")) {
            Path target = server.makeDirectory(directory.path().resolve("copy"));
            long began = System.nanoTime();
            server.runAsServerUser(List.of(
                    program.toString(),
                    "--checkpoint=fast",
                    "--host=" + server.socketDirectory(),
                    "--port=" + server.port(),
                    "--username=" + server.databaseUser(),
                    "--pgdata=" + target));
            return Duration.ofNanos(System.nanoTime() - began);
        }
    }

    @Override
    public void close() {
        // Each backup is gone with its directory.
    }
}
