package org.copyblade.lab.ds8000;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A client of the API that trusts the certificate in the lab's directory and nothing else. */
final class LabClient {
    private static final JsonMapper JSON = new JsonMapper();

    /** An answer: status, body as text. */
    record Answer(int status, String text) {
        JsonNode json() throws IOException {
            return JSON.readTree(text);
        }

        String code() throws IOException {
            return json().path("server").path("code").asText();
        }
    }

    private final HttpClient http;
    private final String base;
    private String token = "";

    LabClient(Path home, String base) throws GeneralSecurityException, IOException {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        try (InputStream pem = Files.newInputStream(home.resolve("lab.pem"))) {
            trusted.setCertificateEntry(
                    "lab", CertificateFactory.getInstance("X.509").generateCertificate(pem));
        }
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, managers.getTrustManagers(), null);
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(tls)
                .build();
        this.base = base;
    }

    LabClient login() throws IOException, InterruptedException {
        Answer answer = post("/tokens", "{\"username\":\"admin\",\"password\":\"secret\"}");
        token = answer.json().path("token").path("token").asText();
        return this;
    }

    void token(String other) {
        token = other;
    }

    Answer get(String path) throws IOException, InterruptedException {
        return send("GET", path, "");
    }

    Answer delete(String path) throws IOException, InterruptedException {
        return send("DELETE", path, "");
    }

    Answer post(String path, String params) throws IOException, InterruptedException {
        return send("POST", path, "{\"request\":{\"params\":" + params + "}}");
    }

    Answer put(String path, String params) throws IOException, InterruptedException {
        return send("PUT", path, "{\"request\":{\"params\":" + params + "}}");
    }

    /** Establishes pairs written as {@code 0100:0200}. */
    Answer establish(List<String> pairs, String... options) throws IOException, InterruptedException {
        return post(
                "/cs/flashcopies",
                pairs.stream()
                                .map(pair -> pair.split(":"))
                                .map(ids ->
                                        "{\"source_volume\":\"" + ids[0] + "\",\"target_volume\":\"" + ids[1] + "\"}")
                                .collect(Collectors.joining(",", "{\"volume_pairs\":[", "],\"options\":["))
                        + List.of(options).stream().map(it -> "\"" + it + "\"").collect(Collectors.joining(","))
                        + "]}");
    }

    Answer send(String method, String path, String body) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(Duration.ofSeconds(10))
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (!token.isEmpty()) {
            request.header("X-Auth-Token", token);
        }
        HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
        return new Answer(response.statusCode(), response.body());
    }
}
