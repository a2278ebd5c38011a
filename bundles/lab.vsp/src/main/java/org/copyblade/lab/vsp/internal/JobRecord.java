package org.copyblade.lab.vsp.internal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * What is known of a job, and kept of it.
 *
 * @param user who asked
 * @param url path and query as sent
 * @param method of HTTP
 * @param body as sent
 * @param created when it came, as ISO-8601 writes it
 * @param updated when its state changed last, the same
 * @param status as the API calls it
 * @param state the same
 * @param affected paths behind the version of the API, once it has succeeded
 * @param error the error object of one that has failed, else empty
 */
record JobRecord(
        long id,
        String user,
        String url,
        String method,
        String body,
        String created,
        String updated,
        String status,
        String state,
        List<String> affected,
        ObjectNode error) {

    private static final String OVER = "Completed";

    /** Of one that the server has refused in the end: it never was a job, and its number is not given again. */
    private static final String REFUSED = "Refused";

    /** One that has come. */
    static JobRecord queued(long id, String user, Request request) {
        String now = now();
        return new JobRecord(
                id,
                user,
                request.url(),
                request.method(),
                request.body().toString(),
                now,
                now,
                "Initializing",
                "Queued",
                List.of(),
                JsonNodeFactory.instance.objectNode());
    }

    private static String now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    JobRecord started() {
        return with("Running", "Started", List.of(), error);
    }

    JobRecord succeeded(List<String> resources) {
        return with(OVER, "Succeeded", resources, error);
    }

    JobRecord failed(Refusal refusal) {
        return with(OVER, "Failed", List.of(), refusal.document(url));
    }

    JobRecord refused() {
        return with(OVER, REFUSED, List.of(), error);
    }

    /** As a server finds it that starts again: it does not know what came of it. */
    JobRecord found() {
        return over() ? this : with(OVER, "Unknown", List.of(), error);
    }

    private JobRecord with(String newStatus, String newState, List<String> resources, ObjectNode why) {
        return new JobRecord(id, user, url, method, body, created, now(), newStatus, newState, resources, why);
    }

    boolean over() {
        return status.equals(OVER);
    }

    boolean wasRefused() {
        return state.equals(REFUSED);
    }

    /** The job object. */
    ObjectNode document() {
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("jobId", id)
                .put("self", Jobs.BASE + "/objects/jobs/" + id)
                .put("userId", user)
                .put("status", status)
                .put("state", state)
                .put("createdTime", created)
                .put("updatedTime", updated);
        if (over()) {
            node.put("completedTime", updated);
        }
        node.putObject("request")
                .put("requestUrl", url)
                .put("requestMethod", method)
                .put("requestBody", body);
        ArrayNode resources = node.putArray("affectedResources");
        affected.forEach(it -> resources.add(Jobs.BASE + it));
        if (!error.isEmpty()) {
            node.set("error", error);
        }
        return node;
    }
}
