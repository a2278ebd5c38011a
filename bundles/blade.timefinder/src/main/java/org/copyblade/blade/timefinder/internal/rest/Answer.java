package org.copyblade.blade.timefinder.internal.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import org.copyblade.blade.timefinder.internal.rest.RestException.Reason;

/**
 * What came back for one request.
 *
 * @param status of HTTP
 * @param text the body
 */
record Answer(int status, String text) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SHOWN = 400;

    static Answer of(int status, byte[] body) {
        return new Answer(status, new String(body, StandardCharsets.UTF_8));
    }

    boolean refusesCredentials() {
        return status == 401;
    }

    boolean isJob() {
        return status == 202;
    }

    /**
     * The document of a success, empty for an answer without one. Status 500 is also every refusal by the array: it is one
     * if the body says why, and otherwise nobody knows what was done.
     *
     * @param user who asked
     */
    JsonNode success(String what, String user) throws RestException {
        JsonNode body = parsed();
        if (status / 100 == 2 && (body.isObject() || text.isBlank())) {
            return body;
        }
        String message = body.path("message").asText();
        if (status == 401 || status == 403) {
            throw RestException.answered(
                    Reason.CREDENTIALS,
                    status,
                    message,
                    what + ": user '" + user + "' or the role of it is refused, HTTP " + status + " " + message);
        }
        if (status == 502 || status == 503 || status == 504) {
            throw RestException.answered(
                    Reason.UNAVAILABLE, status, message, what + ": the service is not available, HTTP " + status);
        }
        if (message.isEmpty() || status / 100 == 2) {
            throw RestException.answered(
                    Reason.NOT_UNDERSTOOD,
                    status,
                    message,
                    what + ": the answer is not as documented, HTTP " + status + " " + shown());
        }
        throw RestException.answered(Reason.REFUSED, status, message, what + ": " + message + ", HTTP " + status);
    }

    private JsonNode parsed() {
        try {
            JsonNode node = JSON.readTree(text);
            return node.isObject() ? node : JSON.missingNode();
        } catch (JsonProcessingException e) {
            // Kept as text: success() shows it with the status.
            return JSON.missingNode();
        }
    }

    private String shown() {
        return text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text;
    }
}
