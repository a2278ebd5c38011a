package org.copyblade.zosmf.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpHeaders;
import java.util.Objects;
import org.copyblade.zosmf.ZosmfException;
import org.copyblade.zosmf.ZosmfException.ErrorCodes;
import org.copyblade.zosmf.ZosmfException.Reason;

/**
 * What came back for one request.
 *
 * @param question whether the request only asked
 * @param title of the request, for people
 * @param status of HTTP
 * @param headers of the answer
 * @param text the body
 * @param certificateSha256 of the certificate shown, lower case hex
 */
public record Answer(
        boolean question, String title, int status, HttpHeaders headers, String text, String certificateSha256) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SHOWN = 400;

    /** An unknown or purged job: HTTP 400 with these numbers. */
    private static final ErrorCodes NO_JOB = new ErrorCodes(6, 4, 10);

    public Answer {
        Objects.requireNonNull(text, "text");
    }

    /** The text of a success. */
    public String success() throws ZosmfException {
        if (status / 100 != 2) {
            throw failure();
        }
        return text;
    }

    /** The document of a success; an empty body is an empty document. */
    public JsonNode document() throws ZosmfException {
        String body = success();
        if (body.isBlank()) {
            return JSON.createObjectNode();
        }
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw notUnderstood("the answer is no JSON");
        }
    }

    /** The answer of a success is not as documented: whatever was asked for may have been done. */
    public ZosmfException notUnderstood(String why) {
        return ZosmfException.answered(
                question ? Reason.ANSWER : Reason.UNKNOWN,
                status,
                ErrorCodes.NONE,
                title + ": " + why + ", HTTP " + status + " " + shown());
    }

    private ZosmfException failure() {
        JsonNode document = errorDocument();
        ErrorCodes codes = codes(document);
        String message = message(document);
        String text = title + ": " + (message.isEmpty() ? shown() : message) + ", HTTP " + status;
        return ZosmfException.answered(reason(codes), status, codes, text);
    }

    private Reason reason(ErrorCodes codes) {
        return switch (status) {
            case 401 -> Reason.CREDENTIALS;
            case 403 -> Reason.RIGHTS;
            case 404, 410 -> Reason.GONE;
            case 412 -> Reason.CHANGED;
            default -> {
                if (codes.equals(NO_JOB) && status == 400) {
                    yield Reason.GONE;
                }
                // A server error may come from in front of the service or from behind what it has done already.
                yield status < 500 ? Reason.REFUSED : question ? Reason.ANSWER : Reason.UNKNOWN;
            }
        };
    }

    private JsonNode errorDocument() {
        try {
            JsonNode node = JSON.readTree(text);
            return node != null && node.isObject() ? node : JSON.createObjectNode();
        } catch (JsonProcessingException e) {
            // A page in HTML, or nothing: it is shown as it is.
            return JSON.createObjectNode();
        }
    }

    /** Jobs and files say category, rc, reason; the console says return-code, reason-code and the text as reason. */
    private static ErrorCodes codes(JsonNode document) {
        if (document.has("return-code")) {
            return new ErrorCodes(
                    0,
                    document.path("return-code").asInt(),
                    document.path("reason-code").asInt());
        }
        return new ErrorCodes(
                document.path("category").asInt(),
                document.path("rc").asInt(),
                document.path("reason").asInt());
    }

    private static String message(JsonNode document) {
        StringBuilder words = new StringBuilder(
                document.has("return-code")
                        ? document.path("reason").asText()
                        : document.path("message").asText());
        for (JsonNode detail : document.path("details")) {
            words.append(words.isEmpty() ? "" : "; ").append(detail.asText());
        }
        return words.toString().strip();
    }

    private String shown() {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.length() > SHOWN ? line.substring(0, SHOWN) + "..." : line;
    }
}
