package org.copyblade.zosmf;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.copyblade.endpoint.Secret;
import org.copyblade.endpoint.Trust;
import org.copyblade.lab.array.face.LabCertificate;

/** A z/OSMF over TLS that answers as it is told and remembers what it was asked. */
final class ScriptedZosmf implements AutoCloseable {

    /** What is answered to one request. */
    record Scripted(int status, String body) {}

    private static final Scripted SILENCE = new Scripted(0, "");

    private final HttpsServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final LabCertificate certificate;
    private final Map<String, Scripted> answers = new ConcurrentHashMap<>();
    private final Set<String> once = ConcurrentHashMap.newKeySet();
    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicInteger logins = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private volatile String password = "secret";
    private volatile String token = "";
    private volatile boolean compressing;
    private final AtomicInteger troubles = new AtomicInteger();

    ScriptedZosmf(Path directory, Instant notBefore, Instant notAfter) throws Exception {
        certificate = LabCertificate.create(directory, notBefore, notAfter);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 8);
        server.setHttpsConfigurator(new HttpsConfigurator(certificate.tls()));
        server.setExecutor(threads);
        server.createContext("/zosmf", this::answer);
        server.start();
    }

    static ScriptedZosmf start(Path directory) throws Exception {
        return new ScriptedZosmf(
                directory, Instant.now().minusSeconds(60), Instant.now().plusSeconds(3600));
    }

    void on(String request, int status, String body) {
        answers.put(request, new Scripted(status, body));
    }

    /** Takes the request and never answers. */
    void silentOn(String request) {
        answers.put(request, SILENCE);
    }

    /** Answers once, and from then on takes the request and never answers. */
    void onceOn(String request, int status, String body) {
        on(request, status, body);
        once.add(request);
    }

    void forgetToken() {
        token = "forgotten";
    }

    void password(String now) {
        password = now;
    }

    /** Answers so many requests by 503, before it looks at any password. */
    void inTrouble(int times) {
        troubles.set(times);
    }

    void compress() {
        compressing = true;
    }

    /** How often user and password, or a token, were refused. */
    int refused() {
        return refused.get();
    }

    int logins() {
        return logins.get();
    }

    /** Method and path of every request but logins, with the header or body that matters. */
    List<String> seen() {
        return List.copyOf(seen);
    }

    ZosmfAccess access(Authentication authentication) {
        return access(authentication, new Trust.Pinned(certificate.fingerprint()));
    }

    ZosmfAccess access(Authentication authentication, Trust trust) {
        return new ZosmfAccess(
                URI.create("https://localhost:" + server.getAddress().getPort() + "/zosmf"),
                "ibmuser",
                () -> new Secret("secret"),
                authentication,
                trust,
                Duration.ofSeconds(5),
                Duration.ofSeconds(20),
                4);
    }

    Zosmf client() throws ZosmfException {
        return Zosmf.of(access(Authentication.TOKEN));
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String request = exchange.getRequestMethod() + " "
                + exchange.getRequestURI().toString().substring("/zosmf".length());
        if (exchange.getRequestHeaders().getFirst("X-CSRF-ZOSMF-HEADER") == null) {
            send(exchange, new Scripted(403, "no CSRF header"));
        } else if (troubles.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            send(exchange, new Scripted(503, "<html>busy</html>"));
        } else if (request.equals("POST /services/authenticate")) {
            login(exchange);
        } else if (!authorized(exchange)) {
            refused.incrementAndGet();
            send(exchange, new Scripted(401, "<html>Unauthorized</html>"));
        } else {
            Scripted scripted = answers.getOrDefault(request, new Scripted(404, "{\"message\":\"not scripted\"}"));
            if (once.remove(request)) {
                silentOn(request);
            }
            seen.add(request + (body.isEmpty() ? "" : " " + body));
            send(exchange, scripted);
        }
    }

    private void login(HttpExchange exchange) throws IOException {
        int number = logins.incrementAndGet();
        if (!basic().equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            refused.incrementAndGet();
            send(exchange, new Scripted(401, ""));
            return;
        }
        token = "t" + number;
        exchange.getResponseHeaders().add("Set-Cookie", "LtpaToken2=l" + number + "; Path=/; Secure");
        exchange.getResponseHeaders().add("Set-Cookie", "jwtToken=" + token + "; Path=/; Secure");
        send(exchange, new Scripted(200, "{\"returnCode\":0,\"reasonCode\":0,\"message\":\"Success.\"}"));
    }

    private String basic() {
        return "Basic "
                + java.util.Base64.getEncoder()
                        .encodeToString(("ibmuser:" + password).getBytes(StandardCharsets.UTF_8));
    }

    private boolean authorized(HttpExchange exchange) {
        String cookie = exchange.getRequestHeaders().getFirst("Cookie");
        return cookie == null
                ? basic().equals(exchange.getRequestHeaders().getFirst("Authorization"))
                : cookie.endsWith("jwtToken=" + token);
    }

    private void send(HttpExchange exchange, Scripted scripted) throws IOException {
        if (scripted.status() == 0) {
            try {
                ended.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.close();
            return;
        }
        byte[] bytes = scripted.body().getBytes(StandardCharsets.UTF_8);
        if (compressing) {
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
                out.write(bytes);
            }
            bytes = packed.toByteArray();
        }
        exchange.getResponseHeaders().set("ETag", "E1");
        exchange.sendResponseHeaders(scripted.status(), bytes.length == 0 ? -1 : bytes.length);
        try (var out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    @Override
    public void close() {
        ended.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
