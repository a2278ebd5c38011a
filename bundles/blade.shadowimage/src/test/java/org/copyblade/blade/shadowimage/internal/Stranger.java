package org.copyblade.blade.shadowimage.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.copyblade.blade.shadowimage.internal.array.GroupName;
import org.copyblade.endpoint.TlsContexts;

/** What others do on the storage and this blade does not: lock resource groups, and suspend pairs by force. */
final class Stranger {

    private final HttpClient http;
    private final String base;
    private final String authorization;
    private final int session;

    /** Somebody with a session of his own. */
    Stranger(Laboratory laboratory) throws IOException, InterruptedException {
        this(laboratory, "admin", "secret");
    }

    Stranger(Laboratory laboratory, String user, String password) throws IOException, InterruptedException {
        this.http = HttpClient.newBuilder()
                .sslContext(TlsContexts.of(laboratory.settings().trust()))
                .build();
        this.base = laboratory.face().endpoints().get(0).url() + "/v1";
        String basic = Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
        JsonNode login = send("POST", "/objects/sessions", "", "Basic " + basic);
        this.authorization = "Session " + login.path("token").asText();
        this.session = login.path("sessionId").asInt();
    }

    int session() {
        return session;
    }

    /** Every session of the storage. */
    JsonNode sessions() throws IOException, InterruptedException {
        return send("GET", "/objects/sessions", "", authorization).path("data");
    }

    /** Takes the lock of the resource groups, until {@link #end}. */
    void lock() throws IOException, InterruptedException {
        change("/services/resource-group-service/actions/lock/invoke", "");
    }

    /** Leaves a pair in PSUE. */
    void suspend(GroupName group, String pair) throws IOException, InterruptedException {
        change(
                "/objects/local-clone-copypairs/" + group.id() + "," + pair + "/actions/split/invoke",
                "{\"parameters\":{\"forceSuspend\":true}}");
    }

    /** Dissolves a pair. */
    void delete(GroupName group, String pair) throws IOException, InterruptedException {
        change("DELETE", "/objects/local-clone-copypairs/" + group.id() + "," + pair, "");
    }

    /** Ends the session, and with it what it has locked. */
    void end() throws IOException, InterruptedException {
        send("DELETE", "/objects/sessions/" + session, "", authorization);
    }

    private void change(String path, String body) throws IOException, InterruptedException {
        change("POST", path, body);
    }

    private void change(String method, String path, String body) throws IOException, InterruptedException {
        JsonNode job = send(method, path, body, authorization);
        if (!job.path("state").asText().equals("Succeeded")) {
            throw new IOException(path + ": " + job);
        }
    }

    private JsonNode send(String method, String path, String body, String whose)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + path))
                .header("Authorization", whose)
                .header("Content-Type", "application/json")
                .header("Response-Job-Status", "Completed")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        return new ObjectMapper().readTree(response.body());
    }
}
