package org.copyblade.itests.ims;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.copyblade.endpoint.TlsContexts;
import org.copyblade.endpoint.Trust;

/** Another client of a VSP, over the same protocol as the product: it does what nobody has agreed with the product. */
final class VspStranger {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SESSIONS = "/objects/sessions";
    private static final String GROUPS = "/objects/local-clone-copygroups";
    private static final String PAIRS = "/objects/local-clone-copypairs";

    private final HttpClient http;
    private final String base;
    private final String basic;
    private final List<JsonNode> sessions = new ArrayList<>();
    private final List<String> pairs = new ArrayList<>();

    /** @param endpoint keys of the product's endpoint of the storage */
    VspStranger(Map<String, String> endpoint) throws Exception {
        http = HttpClient.newBuilder()
                .sslContext(TlsContexts.of(new Trust.Pinned(endpoint.get("certificate.sha256"))))
                .build();
        base = "https://localhost:" + endpoint.get("port") + "/ConfigurationManager/v1";
        String user = endpoint.get("user") + ":"
                + Files.readString(Path.of(endpoint.get("password.file"))).strip();
        basic = "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8));
        if (!login()) {
            throw new IOException("no session is free");
        }
    }

    private boolean login() throws IOException, InterruptedException {
        JsonNode answer = send("POST", SESSIONS, "", basic);
        boolean free = answer.has("token");
        if (free) {
            sessions.add(answer);
        }
        return free;
    }

    /** Opens sessions until there is no more. */
    void takeAllSessions() throws IOException, InterruptedException {
        while (login()) {
            continue;
        }
    }

    /** Takes the lock of the resource groups, until the end. */
    void lock() throws IOException, InterruptedException {
        change("POST", "/services/resource-group-service/actions/lock/invoke", "");
    }

    /** Puts two volumes into a copy group of its own, until the end. */
    void pair(String pvol, String svol) throws IOException, InterruptedException {
        String group = "THEIRS" + pairs.size();
        String id = group + "," + group + "P_," + group + "S_,x";
        change(
                "POST",
                PAIRS,
                JSON.createObjectNode()
                        .put("copyGroupName", group)
                        .put("pvolDeviceGroupName", group + "P_")
                        .put("svolDeviceGroupName", group + "S_")
                        .put("copyPairName", "x")
                        .put("replicationType", "SI")
                        .put("pvolLdevId", Integer.parseInt(pvol, 16))
                        .put("svolLdevId", Integer.parseInt(svol, 16))
                        .put("isNewGroupCreation", true)
                        .put("isConsistencyGroup", true)
                        .put("copyPace", 15)
                        .toString());
        pairs.add(id);
    }

    /** Leaves every pair in PSUE that follows its source, which those of backups that there are do not. */
    void suspendWhatFollows() throws IOException, InterruptedException {
        for (JsonNode group : send("GET", GROUPS, "", session()).path("data")) {
            String id = group.path("localCloneCopygroupId").asText();
            for (JsonNode pair : send("GET", GROUPS + "/" + id, "", session()).path("copyPairs")) {
                if (List.of("COPY", "PAIR").contains(pair.path("pvolStatus").asText())) {
                    change(
                            "POST",
                            PAIRS + "/" + pair.path("localCloneCopypairId").asText() + "/actions/split/invoke",
                            "{\"parameters\":{\"forceSuspend\":true}}");
                }
            }
        }
    }

    /** Leaves nothing of its own. */
    void end() throws IOException, InterruptedException {
        for (String pair : pairs) {
            change("DELETE", PAIRS + "/" + pair, "");
        }
        for (JsonNode session : sessions) {
            send("DELETE", SESSIONS + "/" + session.path("sessionId").asInt(), "", authorization(session));
        }
    }

    private String session() {
        return authorization(sessions.get(0));
    }

    private static String authorization(JsonNode session) {
        return "Session " + session.path("token").asText();
    }

    private void change(String method, String path, String body) throws IOException, InterruptedException {
        JsonNode job = send(method, path, body, session());
        if (!job.path("state").asText().equals("Succeeded")) {
            throw new IOException(method + " " + path + ": " + job);
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
        return JSON.readTree(
                http.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }
}
