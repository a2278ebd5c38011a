package org.copyblade.demo.operator;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.copyblade.demo.fixture.PostgresServer;

/** Looks from outside when a server that is being restored answers again. */
public final class FirstConnection {

    private final long beganNanos = System.nanoTime();
    private final CompletableFuture<Long> answeredNanos;

    private FirstConnection(PostgresServer server) {
        this.answeredNanos = CompletableFuture.supplyAsync(() -> {
            try {
                server.awaitReady();
                return System.nanoTime();
            } catch (IOException e) {
                throw new CompletionException(e);
            }
        });
    }

    /** Begins to look at a server that is down. */
    public static FirstConnection of(PostgresServer server) {
        return new FirstConnection(server);
    }

    /** Waits for the answer; tells how long it took from the beginning. */
    public Duration await() throws IOException {
        try {
            return Duration.ofNanos(answeredNanos.join() - beganNanos);
        } catch (CompletionException e) {
            throw new IOException(e.getCause().getMessage(), e.getCause());
        }
    }
}
