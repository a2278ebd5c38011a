package org.copyblade.bench.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import org.copyblade.demo.fixture.PostgresServer;
import org.copyblade.demo.fixture.RawPrimitive;
import org.copyblade.demo.fixture.ScratchFilesystem;

/**
 * What the least possible backup takes: a checkpoint, the server held, the storage's copy, the server let go.
 *
 * @param checkpoint time of the checkpoint
 * @param heldNanos when the hold began, {@link System#nanoTime()}
 * @param resumedNanos when it ended
 */
record RawBackup(Duration checkpoint, long heldNanos, long resumedNanos) {

    /** Takes one and throws it away. */
    static RawBackup take(ScratchFilesystem.Kind kind, PostgresServer server) throws IOException, SQLException {
        Path data = server.dataDirectory();
        RawPrimitive primitive = new RawPrimitive(kind, data, data.resolveSibling("raw-copy"));
        primitive.prepare();
        long began = System.nanoTime();
        server.execute("CHECKPOINT");
        long held = System.nanoTime();
        try {
            server.suspend();
            primitive.copy();
        } finally {
            server.resume();
        }
        long resumed = System.nanoTime();
        primitive.discard();
        return new RawBackup(Duration.ofNanos(held - began), held, resumed);
    }

    Duration window() {
        return Duration.ofNanos(resumedNanos - heldNanos);
    }

    Duration total() {
        return checkpoint.plus(window());
    }
}
