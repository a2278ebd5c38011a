package org.copyblade.zosmf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.copyblade.zosmf.internal.Answer;
import org.copyblade.zosmf.internal.Client;
import org.copyblade.zosmf.internal.Request;

/**
 * One operator console. A command whose reply is lost is {@link ZosmfException.Reason#UNKNOWN}: it may have been carried
 * out. The response of one command is found by its key; two commands at one time do not mix. Any thread.
 */
public final class Console {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9@#$]{2,8}");

    private final Client client;
    private final String path;

    Console(Client client, String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("a console has a name of 2 to 8 letters and digits, not '" + name + "'");
        }
        this.client = client;
        // '#' would begin a fragment.
        this.path = "/restconsoles/consoles/" + name.replace("#", "%23");
    }

    /** Sends a command; z/OSMF waits some three seconds for the first lines of the response. */
    public ConsoleReply issue(ConsoleCommand command, ZosmfCall call) throws ZosmfException {
        Answer answer = client.send(Request.put(path, document(command).toString()), call);
        JsonNode reply = answer.document();
        if (!reply.hasNonNull("cmd-response-key")) {
            throw answer.notUnderstood("the answer has no key of a response");
        }
        return new ConsoleReply(
                lines(reply.path("cmd-response")),
                reply.path("cmd-response-key").asText(),
                seen(reply),
                reply.path("detection-key").asText(""),
                reply.hasNonNull("status") ? Optional.of(detection(reply)) : Optional.empty());
    }

    /** Lines that came since the last question for this response; none if there are none yet. */
    public List<String> more(String key, ZosmfCall call) throws ZosmfException {
        Answer answer = client.send(Request.get(path + "/solmsgs/" + key), call);
        return lines(answer.document().path("cmd-response"));
    }

    /** Whether an unsolicited message was seen. */
    public Detection detection(String key, ZosmfCall call) throws ZosmfException {
        Answer answer = client.send(Request.get(path + "/detections/" + key), call);
        JsonNode document = answer.document();
        if (!document.hasNonNull("status")) {
            throw answer.notUnderstood("the answer has no status");
        }
        return detection(document);
    }

    private static ObjectNode document(ConsoleCommand command) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("cmd", command.text());
        if (!command.system().isEmpty()) {
            body.put("system", command.system());
        }
        command.solicited().ifPresent(keyword -> {
            body.put("sol-key", keyword.text());
            if (keyword.pattern()) {
                body.put("solKeyReg", "Y");
            }
        });
        command.unsolicited().ifPresent(keyword -> {
            String seconds = Long.toString(Math.max(1, command.detectFor().toSeconds()));
            body.put("unsol-key", keyword.text());
            if (keyword.pattern()) {
                body.put("unsolKeyReg", "Y");
            }
            body.put("detect-time", seconds);
            if (command.waits()) {
                body.put("unsol-detect-sync", "Y").put("unsol-detect-timeout", seconds);
            }
        });
        return body;
    }

    /** Both spellings are seen. */
    private static Optional<Boolean> seen(JsonNode reply) {
        JsonNode flag = reply.has("sol-key-detected") ? reply.path("sol-key-detected") : reply.path("sol_key_detected");
        return flag.isMissingNode() || flag.isNull() ? Optional.empty() : Optional.of(flag.asBoolean());
    }

    private static Detection detection(JsonNode document) {
        Detection.State state =
                switch (document.path("status").asText().toLowerCase(Locale.ROOT)) {
                    case "detected" -> Detection.State.DETECTED;
                    case "expired", "timeout" -> Detection.State.EXPIRED;
                    default -> Detection.State.WAITING;
                };
        return new Detection(state, lines(document.path("msg")));
    }

    private static List<String> lines(JsonNode text) {
        return text.isNull() || text.isMissingNode()
                ? List.of()
                : text.asText().lines().filter(line -> !line.isBlank()).toList();
    }
}
