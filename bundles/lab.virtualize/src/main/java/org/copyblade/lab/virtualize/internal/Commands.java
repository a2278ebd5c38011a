package org.copyblade.lab.virtualize.internal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.copyblade.lab.array.ArrayException;
import org.copyblade.lab.array.StorageSystem;
import org.copyblade.lab.array.face.CallFaults;
import org.copyblade.lab.array.face.FaceAnswer;
import org.copyblade.lab.array.face.FaceCall;
import org.copyblade.lab.array.face.FaceProtocol;
import org.copyblade.lab.array.face.FaceRefusal;
import org.copyblade.lab.array.face.FaceSessions;

/**
 * Finds out which command a request is and who sends it. Every call is a POST; errors are text with status 500, an unknown
 * command 404, a token that is not valid 403. Status 405 for other methods and 400 for a body that is no JSON are
 * (unconfirmed).
 */
final class Commands implements FaceProtocol {
    /** Answers a command: a document, or null where there is nothing to say. */
    interface Command {
        JsonNode answer(Options options) throws Refusal, ArrayException, IOException;
    }

    static final String LOGIN = "auth";

    private static final int MOST_BYTES = 1 << 20;
    private static final List<List<String>> BASES = List.of(List.of("rest", "v1"), List.of("rest"));
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(50).build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final StorageSystem system;
    private final FaceSessions sessions;
    private final Map<String, Command> commands = new HashMap<>();

    Commands(StorageSystem system, Mappings mappings) {
        this.system = system;
        // One hour whether used or not is documented; a seed may say less.
        this.sessions = new FaceSessions(system.settings(), FaceSessions.Life.ABSOLUTE);
        commands.putAll(new VolumeCommands(system, mappings).commands());
        commands.putAll(new FlashCopyCommands(system, mappings).commands());
    }

    @Override
    public FaceCall call(HttpExchange exchange) throws FaceRefusal, IOException {
        List<String> path = path(exchange.getRequestURI());
        if (!exchange.getRequestMethod().equals("POST")) {
            throw refused(405, "method " + exchange.getRequestMethod() + " is not supported");
        }
        String name = path.get(0);
        if (name.equals(LOGIN) && path.size() == 1) {
            return new Login(header(exchange, "X-Auth-Username"), header(exchange, "X-Auth-Password"));
        }
        String token = header(exchange, "X-Auth-Token");
        if (!sessions.use(token)) {
            throw refused(403, "the token is missing, not valid or has expired");
        }
        Command command = commands.get(name);
        if (command == null || path.size() > 2) {
            throw refused(404, "there is no command " + String.join("/", path));
        }
        String argument = path.size() > 1 ? path.get(1) : "";
        return new Known(name, argument, body(exchange.getRequestBody()), token, command);
    }

    private static FaceRefusal refused(int status, String why) {
        return new FaceRefusal(new FaceAnswer(status, "text/plain", why), why);
    }

    private static String header(HttpExchange exchange, String name) {
        String value = exchange.getRequestHeaders().getFirst(name);
        return value == null ? "" : value;
    }

    /** The segments behind the base, decoded each by itself; one at least. */
    private static List<String> path(URI uri) throws FaceRefusal {
        List<String> segments = new ArrayList<>();
        for (String segment : uri.getRawPath().split("/")) {
            if (!segment.isEmpty()) {
                segments.add(decoded(segment.replace("+", "%2B")));
            }
        }
        for (List<String> base : BASES) {
            if (segments.size() > base.size()
                    && segments.subList(0, base.size()).equals(base)) {
                return segments.subList(base.size(), segments.size());
            }
        }
        throw refused(404, "there is no path " + uri.getRawPath());
    }

    private static String decoded(String text) throws FaceRefusal {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException cause) {
            throw refused(400, "the path is not encoded as it should be");
        }
    }

    /** No body and {@code null} are no options. */
    private static ObjectNode body(InputStream body) throws FaceRefusal, IOException {
        byte[] bytes = body.readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
            throw refused(400, "the body is larger than " + MOST_BYTES + " bytes");
        }
        try {
            JsonNode node = JSON.readTree(bytes);
            if (node == null || node.isNull() || node.isMissingNode()) {
                return JsonNodeFactory.instance.objectNode();
            }
            if (node instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException cause) {
            throw refused(400, "the body is no JSON");
        }
        throw refused(400, "the body is no object");
    }

    private final class Known implements FaceCall {
        private final String name;
        private final String argument;
        private final ObjectNode values;
        private final String token;
        private final Command command;

        Known(String name, String argument, ObjectNode values, String token, Command command) {
            this.name = name;
            this.argument = argument;
            this.values = values;
            this.token = token;
            this.command = command;
        }

        @Override
        public String system() {
            return system.settings().serial();
        }

        @Override
        public String operation() {
            return name;
        }

        @Override
        public String detail() {
            return argument;
        }

        @Override
        public FaceAnswer answer(CallFaults faults) {
            try {
                JsonNode document = command.answer(new Options(argument, values, faults.failingElement()));
                return FaceAnswer.json(200, document == null ? "" : document.toString());
            } catch (Refusal refusal) {
                return refusal.answer(name);
            } catch (ArrayException cause) {
                return Refusal.of(cause).answer(name);
            } catch (IOException cause) {
                return new Refusal(Refusal.FAILED, "the lab cannot write, " + cause.getMessage()).answer(name);
            }
        }

        @Override
        public FaceAnswer sessionEnded() {
            sessions.revoke(token);
            return new FaceAnswer(403, "text/plain", "the token has expired");
        }
    }

    private final class Login implements FaceCall {
        private final String user;
        private final String password;

        Login(String user, String password) {
            this.user = user;
            this.password = password;
        }

        @Override
        public String system() {
            return system.settings().serial();
        }

        @Override
        public String operation() {
            return LOGIN;
        }

        @Override
        public String detail() {
            return user;
        }

        @Override
        public FaceAnswer answer(CallFaults faults) {
            return sessions.login(user, password)
                    .map(token -> FaceAnswer.json(
                            200,
                            JsonNodeFactory.instance
                                    .objectNode()
                                    .put("token", token)
                                    .toString()))
                    .orElseGet(this::sessionEnded);
        }

        @Override
        public FaceAnswer sessionEnded() {
            return new FaceAnswer(403, "text/plain", "user name or password is wrong");
        }
    }
}
