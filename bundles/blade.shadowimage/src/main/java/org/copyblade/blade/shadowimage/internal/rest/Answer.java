package org.copyblade.blade.shadowimage.internal.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.copyblade.blade.shadowimage.internal.rest.RestException.Reason;

/**
 * What came back for one request.
 *
 * @param status of HTTP
 * @param text the body
 */
record Answer(int status, String text) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SHOWN = 400;

    /** Clients know a lock by these, and a server that is busy by the last; all of them have done nothing. */
    private static final Set<String> LOCKS = Set.of("KART40050-E", "KART40051-E", "KART40052-E", "KART00003-E");

    private static final Set<String> LOCK_CODES = Set.of("2E11/2205", "2E11/2207");

    static Answer of(int status, byte[] body) {
        return new Answer(status, new String(body, StandardCharsets.UTF_8));
    }

    /** Whether the token was refused, so that the storage has not acted. */
    boolean refusesToken() {
        return status == 401;
    }

    /** The body of a success. */
    JsonNode success(String what) throws RestException {
        JsonNode body = parsed();
        if (status / 100 == 2 && body.isObject()) {
            return body;
        }
        if (status / 100 == 2) {
            throw RestException.failed(
                    Reason.NOT_UNDERSTOOD, status, "", what + ": the answer is no object, HTTP " + status + shown());
        }
        String id = body.path("messageId").asText();
        if (isLock(body)) {
            throw RestException.refused(Reason.LOCKED, status, id, what + ": " + words(body) + ", HTTP " + status);
        }
        if (status == 503) {
            throw RestException.failed(
                    Reason.UNAVAILABLE,
                    status,
                    id,
                    what + ": the service is temporarily unavailable, HTTP 503" + shown());
        }
        if (id.isEmpty() || status / 100 == 5) {
            throw RestException.failed(
                    id.isEmpty() ? Reason.NOT_UNDERSTOOD : Reason.REFUSED,
                    status,
                    id,
                    what + ": HTTP " + status + (id.isEmpty() ? shown() : " " + words(body)));
        }
        throw RestException.refused(Reason.REFUSED, status, id, what + ": " + words(body) + ", HTTP " + status);
    }

    /** The error of a job that has failed. */
    static RestException failure(String what, JsonNode job) {
        JsonNode error = job.path("error");
        String id = error.path("messageId").asText();
        if (isLock(error)) {
            return RestException.refused(Reason.LOCKED, 0, id, what + ": " + words(error));
        }
        return RestException.failed(Reason.REFUSED, 0, id, what + ": the job has failed: " + words(error));
    }

    private static boolean isLock(JsonNode error) {
        JsonNode code = error.path("errorCode");
        String ssb = code.path("SSB1").asText() + "/" + code.path("SSB2").asText();
        return LOCKS.contains(error.path("messageId").asText())
                || LOCK_CODES.contains(ssb)
                || code.path("errorCode").asText().equals("EX_EACCES");
    }

    private static String words(JsonNode error) {
        JsonNode code = error.path("errorCode");
        String ssb = code.isMissingNode()
                ? ""
                : " (" + code.path("SSB1").asText() + "/" + code.path("SSB2").asText() + ")";
        return error.path("messageId").asText() + " " + error.path("message").asText() + ssb;
    }

    private JsonNode parsed() {
        try {
            return text.isEmpty() ? JSON.createObjectNode() : JSON.readTree(text);
        } catch (JsonProcessingException e) {
            // Kept as text: success() shows it with the status.
            return JSON.missingNode();
        }
    }

    private String shown() {
        return " " + (text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text);
    }
}
