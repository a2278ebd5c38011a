package org.copyblade.lab.virtualize;

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
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A client that trusts the certificate in the lab's directory and nothing else. */
final class LabClient {
    private static final JsonMapper JSON = new JsonMapper();

    /** An answer: status, body as text. */
    record Answer(int status, String text) {
        JsonNode json() throws IOException {
            return JSON.readTree(text);
        }

        /** As clients read it: what follows the last colon begins with it. */
        String code() {
            String last = text.substring(text.lastIndexOf(':') + 1).strip();
            return status == 500 ? last.split(" ")[0] : "";
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

    Answer authenticate(String user, String password) throws IOException, InterruptedException {
        HttpRequest request = request("/auth")
                .header("X-Auth-Username", user)
                .header("X-Auth-Password", password)
                .POST(BodyPublishers.ofString("null"))
                .build();
        return sent(request);
    }

    LabClient login() throws IOException, InterruptedException {
        token = authenticate("admin", "secret").json().path("token").asText();
        return this;
    }

    void token(String other) {
        token = other;
    }

    Answer run(String command) throws IOException, InterruptedException {
        return run(command, "");
    }

    Answer run(String command, String options) throws IOException, InterruptedException {
        return send("POST", "/" + command, options);
    }

    Answer send(String method, String path, String body) throws IOException, InterruptedException {
        HttpRequest.Builder request = request(path)
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (!token.isEmpty()) {
            request.header("X-Auth-Token", token);
        }
        return sent(request.build());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofSeconds(30));
    }

    private Answer sent(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
        return new Answer(response.statusCode(), response.body());
    }
}
