package org.copyblade.lab.powermax.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import org.copyblade.lab.array.face.FaceAnswer;

/**
 * An answer.
 *
 * @param status of HTTP
 * @param document its body; empty for 204
 */
record Response(int status, Optional<JsonNode> document) {

    static Response ok(JsonNode document) {
        return new Response(200, Optional.of(document));
    }

    static Response created(JsonNode document) {
        return new Response(201, Optional.of(document));
    }

    static Response accepted(JsonNode job) {
        return new Response(202, Optional.of(job));
    }

    static Response deleted() {
        return new Response(204, Optional.empty());
    }

    static Response of(Refusal refusal) {
        return new Response(refusal.status(), Optional.of(Documents.object().put("message", refusal.getMessage())));
    }

    FaceAnswer answer() {
        String text = document.map(JsonNode::toString).orElse("");
        Map<String, String> headers = status == 401 ? Map.of("WWW-Authenticate", "Basic realm=\"univmax\"") : Map.of();
        return new FaceAnswer(status, "application/json", text, headers);
    }
}
