package org.copyblade.bench.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.copyblade.api.CopybladeException;
import org.copyblade.demo.operator.FirstConnection;
import org.copyblade.demo.operator.Operator;
import org.copyblade.demo.operator.ProtectedServer;
import org.copyblade.demo.operator.TimedRun;

/** A restore in place of a killed server, until it accepts a connection. */
final class RestoreFigures {

    private static final Pattern REDO = Pattern.compile("redo done at .* elapsed: ([0-9.]+) s");

    private final Operator operator;

    RestoreFigures(Operator operator) {
        this.operator = operator;
    }

    /**
     * Of one restore.
     *
     * @param toConnection from the request to the first connection
     * @param redo what of it PostgreSQL spent on its own recovery
     */
    record Restored(Duration toConnection, Duration redo) {

        Duration own() {
            return toConnection.minus(redo);
        }
    }

    Restored measure(ProtectedServer server)
            throws IOException, SQLException, CopybladeException, InterruptedException {
        TimedRun backup = operator.backup(server.name());
        server.server().crash();
        Caches.drop();
        FirstConnection connection = FirstConnection.of(server.server());
        operator.restore(backup.backup());
        return new Restored(connection.await(), redoTime(server));
    }

    /** The last redo that the server's log tells of; none when there was nothing to do. */
    private static Duration redoTime(ProtectedServer server) throws IOException {
        String log = Files.exists(server.restartLog()) ? Files.readString(server.restartLog()) : "";
        Duration last = Duration.ZERO;
        for (Matcher matcher = REDO.matcher(log); matcher.find(); ) {
            last = Duration.ofMillis(Math.round(Double.parseDouble(matcher.group(1)) * 1000));
        }
        return last;
    }
}
