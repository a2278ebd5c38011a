package org.copyblade.lab.zosmf.internal.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * An answer.
 *
 * @param status of HTTP
 * @param type of the body; empty for an answer without one
 * @param body its bytes
 * @param headers further headers
 */
record Reply(int status, String type, byte[] body, Map<String, List<String>> headers) {

    static Reply json(int status, JsonNode document) {
        return new Reply(
                status,
                "application/json; charset=UTF-8",
                document.toString().getBytes(StandardCharsets.UTF_8),
                Map.of());
    }

    static Reply text(String text) {
        return new Reply(200, "text/plain; charset=UTF-8", text.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    static Reply empty(int status) {
        return new Reply(status, "", new byte[0], Map.of());
    }

    static Reply of(Refusal refusal) {
        return json(refusal.status(), refusal.document());
    }

    Reply with(Map<String, List<String>> more) {
        return new Reply(status, type, body, more);
    }
}
