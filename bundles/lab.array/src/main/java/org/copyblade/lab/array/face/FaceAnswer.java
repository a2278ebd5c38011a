package org.copyblade.lab.array.face;

import java.util.Map;

/**
 * An answer as it goes out.
 *
 * @param status of HTTP
 * @param type of its body
 * @param body text, in UTF-8
 * @param headers others than that of the type
 */
public record FaceAnswer(int status, String type, String body, Map<String, String> headers) {

    public FaceAnswer(int status, String type, String body) {
        this(status, type, body, Map.of());
    }

    /** A document. */
    public static FaceAnswer json(int status, String body) {
        return new FaceAnswer(status, "application/json", body);
    }
}
