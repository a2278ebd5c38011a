package org.copyblade.lab.vsp;

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
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A client of the API that trusts the certificate in the lab's directory and nothing else. One thread. */
final class LabClient {
    static final Map<String, String> NO_WAIT = Map.of("Job-Mode-Wait-Configuration-Change", "NoWait");
    static final Map<String, String> HELD = Map.of(
            "Response-Job-Status",
            "Completed;",
            "Response-Max-Wait",
            "30",
            "Job-Mode-Wait-Configuration-Change",
            "NoWait");

    private static final JsonMapper JSON = new JsonMapper();

    /** An answer: status, body as text. */
    record Answer(int status, String text) {
        JsonNode json() throws IOException {
            return JSON.readTree(text);
        }
    }

    private final HttpClient http;
    private final String base;
    private String token = "";
    private int session;

    /** @param base up to ConfigurationManager */
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
        Answer answer = login("admin", "secret");
        token = answer.json().path("token").asText();
        session = answer.json().path("sessionId").asInt();
        return this;
    }

    Answer login(String user, String password) throws IOException, InterruptedException {
        String basic = Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
        return send("POST", "/v1/objects/sessions", "", Map.of("Authorization", "Basic " + basic));
    }

    int session() {
        return session;
    }

    void token(String other) {
        token = other;
    }

    Answer get(String path) throws IOException, InterruptedException {
        return send("GET", "/v1/objects" + path, "", Map.of());
    }

    /** A change whose job is over when the array has the order; answered with the finished job. */
    JsonNode job(String method, String path, String body) throws IOException, InterruptedException {
        Answer answer = send(method, "/v1/objects" + path, body, HELD);
        return answer.json();
    }

    /** The state of a finished job, with what the error says. */
    String order(String method, String path, String body) throws IOException, InterruptedException {
        JsonNode job = job(method, path, body);
        return (job.path("state").asText() + " " + job.at("/error/message").asText()
                        + job.path("message").asText())
                .strip();
    }

    String pair(String group, int pvol, int svol, boolean isNew) throws IOException, InterruptedException {
        return order("POST", "/local-clone-copypairs", create(group, pvol, svol, isNew, true));
    }

    static String create(String group, int pvol, int svol, boolean isNew, boolean consistent) {
        return """
                {"copyGroupName":"%s","copyPairName":"v%d","replicationType":"SI","pvolLdevId":%d,"svolLdevId":%d,\
                "isNewGroupCreation":%b,"isConsistencyGroup":%b,"copyPace":15}"""
                .formatted(group, pvol, pvol, svol, isNew, consistent);
    }

    static String groupId(String group) {
        return group + "," + group + "P_," + group + "S_";
    }

    String act(String group, String verb, String parameters) throws IOException, InterruptedException {
        return order(
                "POST",
                "/local-clone-copygroups/" + groupId(group) + "/actions/" + verb + "/invoke",
                parameters.isEmpty() ? "" : "{\"parameters\":" + parameters + "}");
    }

    /** Status of P-VOL and S-VOL of each pair, by the number of the P-VOL. */
    Map<Integer, String> statuses(String group) throws IOException, InterruptedException {
        Map<Integer, String> statuses = new LinkedHashMap<>();
        for (JsonNode pair :
                get("/local-clone-copygroups/" + groupId(group)).json().path("copyPairs")) {
            statuses.put(
                    pair.path("pvolLdevId").asInt(),
                    pair.path("pvolStatus").asText() + "/"
                            + pair.path("svolStatus").asText());
        }
        return statuses;
    }

    Answer send(String method, String path, String body, Map<String, String> headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (!token.isEmpty() && !headers.containsKey("Authorization")) {
            request.header("Authorization", "Session " + token);
        }
        headers.forEach(request::header);
        HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
        return new Answer(response.statusCode(), response.body());
    }

    /** Ids of the objects in a list. */
    List<String> ids(String path, String field) throws IOException, InterruptedException {
        return get(path).json().path("data").findValuesAsText(field);
    }
}
