package org.copyblade.blade.flashcopy.internal.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.copyblade.blade.flashcopy.internal.rest.RestException.Reason;
import org.copyblade.blade.spi.Call;
import org.copyblade.endpoint.Limits;
import org.copyblade.endpoint.Secret;
import org.copyblade.endpoint.TlsContexts;
import org.copyblade.endpoint.Trust;
import org.copyblade.lab.array.face.LabCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the laboratory does not do: an endpoint that sends its callers on, or says nothing. */
class RestClientTest {

    private static final String OK = "{\"server\":{\"status\":\"ok\",\"code\":\"CMUC00183I\"}}";
    private static final String TOKEN = "{\"server\":{\"status\":\"ok\"},\"token\":{\"token\":\"t1\"}}";

    @TempDir
    Path directory;

    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpsServer server;
    private RestClient client;

    @BeforeEach
    void start() throws Exception {
        LabCertificate certificate = LabCertificate.create(
                directory, Instant.now().minusSeconds(60), Instant.now().plusSeconds(3600));
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 8);
        server.setHttpsConfigurator(new HttpsConfigurator(certificate.tls()));
        server.setExecutor(threads);
        server.createContext("/api/v1/tokens", exchange -> answer(exchange, 200, TOKEN));
        server.start();
        URI base = URI.create("https://localhost:" + server.getAddress().getPort() + "/api/v1");
        Access access = new Access(
                base,
                "admin",
                () -> new Secret("secret"),
                Optional.empty(),
                new Limits(Duration.ofSeconds(5), Duration.ofSeconds(20), 4));
        client = new RestClient(access, TlsContexts.of(new Trust.Pinned(certificate.fingerprint())), threads);
    }

    @AfterEach
    void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void aRequestIsRepeatedWhereItIsSentOn() throws Exception {
        server.createContext("/api/v1/systems", exchange -> {
            exchange.getResponseHeaders().set("Location", "/api/v1/elsewhere");
            answer(exchange, 301, "");
        });
        server.createContext("/api/v1/elsewhere", exchange -> answer(exchange, 200, OK));

        client.get("/systems", Call.within(Duration.ofSeconds(20)));

        assertThat(seen)
                .containsExactly("POST /api/v1/tokens none", "GET /api/v1/systems t1", "GET /api/v1/elsewhere t1");
    }

    @Test
    void aRequestIsNotSentOnWithoutTlsNorForEver() {
        server.createContext("/api/v1/plain", exchange -> {
            exchange.getResponseHeaders().set("Location", "http://localhost/api/v1/plain");
            answer(exchange, 301, "");
        });
        server.createContext("/api/v1/circle", exchange -> {
            exchange.getResponseHeaders().set("Location", "/api/v1/circle");
            answer(exchange, 301, "");
        });

        assertThatThrownBy(() -> client.get("/plain", Call.within(Duration.ofSeconds(20))))
                .hasMessageStartingWith("GET /api/v1/plain: the endpoint sends us away from TLS");
        assertThatThrownBy(() -> client.get("/circle", Call.within(Duration.ofSeconds(20))))
                .hasMessageStartingWith("GET /api/v1/circle: the endpoint sends us on for ever");
    }

    @Test
    void anEndpointThatSaysNothingIsWaitedForUntilTheDeadline() throws Exception {
        client.freshToken(Call.within(Duration.ofSeconds(20)));
        server.createContext("/api/v1/silent", exchange -> {
            try {
                Thread.sleep(60_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        long begun = System.nanoTime();

        assertThatThrownBy(() -> client.get("/silent", Call.within(Duration.ofSeconds(2))))
                .isInstanceOfSatisfying(RestException.class, e -> {
                    assertThat(e.reason()).isEqualTo(Reason.TIMEOUT);
                    assertThat(e.maybeDone()).isTrue();
                });
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(30));
    }

    @Test
    void nothingIsSentAfterTheDeadline() {
        assertThatThrownBy(() -> client.get("/systems", Call.within(Duration.ofNanos(-1))))
                .isInstanceOfSatisfying(
                        RestException.class, e -> assertThat(e.maybeDone()).isFalse());
        assertThat(seen).isEmpty();
    }

    private void answer(HttpExchange exchange, int status, String body) throws IOException {
        String token = exchange.getRequestHeaders().getFirst("X-Auth-Token");
        seen.add(exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath() + " "
                + (token == null ? "none" : token));
        exchange.getRequestBody().readAllBytes();
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        try (var out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }
}
