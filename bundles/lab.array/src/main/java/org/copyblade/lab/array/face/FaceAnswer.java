package org.copyblade.lab.array.face;

/**
 * An answer as it goes out.
 *
 * @param status of HTTP
 * @param type of its body
 * @param body text, in UTF-8
 */
public record FaceAnswer(int status, String type, String body) {
    /** A document. */
    public static FaceAnswer json(int status, String body) {
        return new FaceAnswer(status, "application/json", body);
    }
}
