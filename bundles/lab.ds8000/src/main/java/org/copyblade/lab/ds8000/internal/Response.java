package org.copyblade.lab.ds8000.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.copyblade.lab.array.face.FaceAnswer;

/**
 * An answer.
 *
 * @param status of HTTP
 * @param document its body
 */
record Response(int status, ObjectNode document) {

    static Response of(Refusal refusal) {
        return new Response(refusal.status(), Documents.failed(refusal));
    }

    FaceAnswer answer() {
        return FaceAnswer.json(status, document.toString());
    }
}
