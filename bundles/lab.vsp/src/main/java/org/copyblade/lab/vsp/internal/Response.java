package org.copyblade.lab.vsp.internal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.copyblade.lab.array.face.FaceAnswer;

/**
 * An answer.
 *
 * @param status of HTTP
 * @param document its body
 */
record Response(int status, ObjectNode document) {

    static Response ok(ObjectNode document) {
        return new Response(200, document);
    }

    /** A list; one without hits is empty. */
    static Response list(List<ObjectNode> items) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        ArrayNode data = document.putArray("data");
        items.forEach(data::add);
        return ok(document);
    }

    static Response of(Refusal refusal, String source) {
        return new Response(refusal.status(), refusal.document(source));
    }

    FaceAnswer answer() {
        return FaceAnswer.json(status, document.toString());
    }
}
