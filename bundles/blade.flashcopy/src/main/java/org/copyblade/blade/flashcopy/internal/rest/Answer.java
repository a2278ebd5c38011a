package org.copyblade.blade.flashcopy.internal.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.copyblade.endpoint.Reply;

/**
 * What came back for one request.
 *
 * @param status of HTTP
 * @param text the body
 * @param certificateSha256 of the certificate that the endpoint showed, lower case hex
 */
record Answer(int status, String text, String certificateSha256) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SHOWN = 400;

    /** No token given; token not valid or expired. */
    private static final Set<String> TOKEN_CODES = Set.of("BE7A001A", "BE7A001B");

    static Answer of(Reply<byte[]> reply) {
        return new Answer(reply.status(), new String(reply.body(), StandardCharsets.UTF_8), reply.certificateSha256());
    }

    /** Whether the token was refused, so that the storage has not acted. */
    boolean refusesToken() {
        return status == 401 || TOKEN_CODES.contains(parsed().at("/server/code").asText());
    }

    /**
     * The body of a success. The verdict is {@code server.status}, not {@code server.code}: a success may carry the id of a
     * message.
     */
    JsonNode success(String what) throws RestException {
        JsonNode body = parsed();
        JsonNode server = body.path("server");
        String verdict = server.path("status").asText();
        String code = server.path("code").asText();
        boolean ok = verdict.equals("ok") || verdict.equals("successful");
        if (ok && status / 100 == 2) {
            return body;
        }
        if (status == 503) {
            throw RestException.answered(
                    RestException.Reason.UNAVAILABLE,
                    status,
                    code,
                    what + ": the service is temporarily unavailable, HTTP 503 " + shown());
        }
        if (verdict.isEmpty() || ok) {
            throw RestException.answered(
                    RestException.Reason.NOT_UNDERSTOOD,
                    status,
                    code,
                    what + ": the answer is not as documented, HTTP " + status + " " + shown());
        }
        throw RestException.answered(
                RestException.Reason.REFUSED,
                status,
                code,
                what + ": " + code + " " + server.path("message").asText() + ", HTTP " + status);
    }

    private JsonNode parsed() {
        try {
            JsonNode node = JSON.readTree(text);
            return node.isObject() ? node : JSON.createObjectNode();
        } catch (JsonProcessingException e) {
            // Kept as text: success() shows it with the status.
            return JSON.createObjectNode();
        }
    }

    private String shown() {
        return text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text;
    }
}
