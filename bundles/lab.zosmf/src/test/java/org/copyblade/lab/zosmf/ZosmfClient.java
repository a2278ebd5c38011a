package org.copyblade.lab.zosmf;

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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A client that trusts the certificate in the lab's directory and nothing else. */
final class ZosmfClient {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String BASIC =
            "Basic " + Base64.getEncoder().encodeToString("stgadm:secret".getBytes(StandardCharsets.UTF_8));

    /** An answer: status, body as text, cookies that it sets. */
    record Answer(int status, String text, List<String> cookies) {
        JsonNode json() throws IOException {
            return JSON.readTree(text);
        }
    }

    private final HttpClient http;
    private final String base;
    private List<String> headers = List.of("X-CSRF-ZOSMF-HEADER", "", "Authorization", BASIC);

    ZosmfClient(Path home, String base) throws GeneralSecurityException, IOException {
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

    /** Other headers with each request than those of user and password. */
    void headers(String... other) {
        headers = List.of(other);
    }

    Answer get(String path, String... more) throws IOException, InterruptedException {
        return send("GET", path, "", more);
    }

    Answer put(String path, String json) throws IOException, InterruptedException {
        return send("PUT", path, json, "Content-Type", "application/json");
    }

    Answer submit(String jcl, String... more) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of("Content-Type", "text/plain"));
        all.addAll(List.of(more));
        return send("PUT", "/restjobs/jobs", jcl, all.toArray(String[]::new));
    }

    /** Submits and waits for the end; answers the job document. */
    JsonNode run(String jcl) throws IOException, InterruptedException {
        Answer submitted = submit(jcl);
        if (submitted.status() != 201) {
            throw new IOException(submitted.toString());
        }
        return ended(submitted.json());
    }

    JsonNode ended(JsonNode job) throws IOException, InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (true) {
            // Also of a job that had ended when its submission was answered: that answer tells of no steps.
            JsonNode now = get(path(job) + "?step-data=Y").json();
            if (now.path("status").asText().equals("OUTPUT")) {
                return now;
            }
            if (System.nanoTime() > end) {
                throw new IOException("job does not end: " + now);
            }
            Thread.sleep(5);
        }
    }

    static String path(JsonNode job) {
        return "/restjobs/jobs/" + job.path("jobname").asText() + "/"
                + job.path("jobid").asText();
    }

    /** Content of the first spool file of that DD. */
    String spool(JsonNode job, String ddname) throws IOException, InterruptedException {
        for (JsonNode file : get(path(job) + "/files").json()) {
            if (file.path("ddname").asText().equals(ddname)) {
                return get(path(job) + "/files/" + file.path("id").asInt() + "/records")
                        .text();
            }
        }
        throw new IOException("no file " + ddname);
    }

    Answer send(String method, String path, String body, String... more) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(Duration.ofSeconds(10))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        List<String> all = new ArrayList<>(headers);
        all.addAll(List.of(more));
        for (int index = 0; index < all.size(); index += 2) {
            request.header(all.get(index), all.get(index + 1));
        }
        HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
        return new Answer(
                response.statusCode(), response.body(), response.headers().allValues("set-cookie"));
    }
}
