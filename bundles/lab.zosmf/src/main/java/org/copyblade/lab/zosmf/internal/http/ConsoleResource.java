package org.copyblade.lab.zosmf.internal.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.copyblade.lab.zos.Operator;

/** {@code /restconsoles/consoles}. Keys of responses and detections die with the process. */
final class ConsoleResource {
    private static final Duration FIRST_LINES = Duration.ofSeconds(3);
    private static final int KEPT = 1_000;
    private static final int MALFORMED = 17;
    private static final int LONGEST_SECONDS = 3_600;

    private static final class Entered {
        private final Operator.Response response;
        private int read; // guarded by this

        private Entered(Operator.Response response) {
            this.response = response;
        }

        /** Lines that nobody has been given yet. */
        private synchronized List<String> more(Duration longest) throws InterruptedException {
            List<String> lines = response.await(read, longest);
            read += lines.size();
            return lines;
        }
    }

    private static final class Detection {
        private volatile String status = "waiting";
        private volatile String message = "";
    }

    private final Operator operator;
    private final String base;
    private final ExecutorService threads;
    private final AtomicInteger keys = new AtomicInteger(0x4246000);
    private final Map<String, Entered> responses = kept(); // guarded by itself
    private final Map<String, Detection> detections = kept(); // guarded by itself

    ConsoleResource(Operator operator, String base, ExecutorService threads) {
        this.operator = operator;
        this.base = base;
        this.threads = threads;
    }

    List<Route> routes() {
        return List.of(
                Route.of("command", "PUT", "/restconsoles/consoles/*", this::command),
                Route.of("solicited", "GET", "/restconsoles/consoles/*/solmsgs/*", this::more),
                Route.of("detection", "GET", "/restconsoles/consoles/*/detections/*", this::detection));
    }

    private Reply command(Request request) throws Refusal, InterruptedException {
        String console = console(request);
        ObjectNode body = request.json(ConsoleResource::malformed);
        String command = text(body, "cmd").orElseThrow(() -> malformed("field 'cmd' is missing"));
        if (command.isBlank() || command.length() > 126) {
            throw malformed("a command has 1 to 126 characters");
        }
        Optional<Predicate<String>> solicited = wanted(body, "sol-key", "solKeyReg");
        Optional<Predicate<String>> unsolicited = wanted(body, "unsol-key", "unsolKeyReg");
        Duration detect = seconds(body, "detect-time", 30);
        Duration wait = seconds(body, "unsol-detect-timeout", 20);
        boolean synchronous =
                text(body, "unsol-detect-sync").filter("Y"::equals).isPresent();
        boolean asynchronous = text(body, "async").filter("Y"::equals).isPresent();
        long before = operator.lastMessage();
        Entered entered = new Entered(
                operator.enter(request.user(), text(body, "system").orElse("").toUpperCase(Locale.ROOT), command));
        String key = "C" + Integer.toHexString(keys.incrementAndGet()).toUpperCase(Locale.ROOT);
        put(responses, key, entered);
        String uri = "/zosmf/restconsoles/consoles/" + console + "/solmsgs/" + key;
        ObjectNode answer = JsonNodeFactory.instance
                .objectNode()
                .put("cmd-response-key", key)
                .put("cmd-response-uri", uri)
                .put("cmd-response-url", base + uri.substring("/zosmf".length()));
        if (!asynchronous) {
            String response = joined(entered.more(FIRST_LINES));
            answer.put("cmd-response", response);
            solicited.ifPresent(it -> answer.put("sol-key-detected", it.test(response)));
        }
        if (unsolicited.isPresent()) {
            detect(answer, console, unsolicited.get(), before, synchronous, synchronous ? wait : detect);
        }
        return Reply.json(200, answer);
    }

    private void detect(
            ObjectNode answer,
            String console,
            Predicate<String> wanted,
            long before,
            boolean synchronous,
            Duration longest)
            throws InterruptedException {
        if (synchronous) {
            Optional<Operator.Message> found = operator.await(before, wanted, longest);
            answer.put("status", found.isPresent() ? "detected" : "expired")
                    .put("msg", found.map(Operator.Message::text).orElse(""));
            return;
        }
        String key = "D" + Integer.toHexString(keys.incrementAndGet()).toUpperCase(Locale.ROOT);
        Detection detection = new Detection();
        put(detections, key, detection);
        threads.execute(() -> watch(detection, wanted, before, longest));
        answer.put("detection-key", key)
                .put("detection-url", base + "/restconsoles/consoles/" + console + "/detections/" + key);
    }

    private void watch(Detection detection, Predicate<String> wanted, long before, Duration longest) {
        try {
            Optional<Operator.Message> found = operator.await(before, wanted, longest);
            detection.message = found.map(Operator.Message::text).orElse("");
            detection.status = found.isPresent() ? "detected" : "expired";
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private Reply more(Request request) throws Refusal, InterruptedException {
        console(request);
        Entered entered = find(responses, request.ids().get(1));
        return Reply.json(
                200, JsonNodeFactory.instance.objectNode().put("cmd-response", joined(entered.more(Duration.ZERO))));
    }

    private Reply detection(Request request) throws Refusal {
        console(request);
        Detection detection = find(detections, request.ids().get(1));
        // The status first: a message is there before it says so.
        String status = detection.status;
        return Reply.json(
                200, JsonNodeFactory.instance.objectNode().put("status", status).put("msg", detection.message));
    }

    private static String console(Request request) throws Refusal {
        String name = request.id();
        if (name.equals("defcn")) {
            return name;
        }
        if (!name.toUpperCase(Locale.ROOT).matches("[A-Z@#$][A-Z0-9@#$]{1,7}")) {
            throw malformed("'" + name + "' is no name of a console");
        }
        return name;
    }

    private static Optional<Predicate<String>> wanted(ObjectNode body, String key, String regular) throws Refusal {
        Optional<String> text = text(body, key);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        if (text(body, regular).filter("Y"::equals).isEmpty()) {
            return Optional.of(it -> it.contains(text.get()));
        }
        try {
            return Optional.of(Pattern.compile(text.get()).asPredicate());
        } catch (PatternSyntaxException cause) {
            throw malformed("field '" + key + "' is no regular expression");
        }
    }

    private static Duration seconds(ObjectNode body, String name, int otherwise) throws Refusal {
        String text = text(body, name).orElse(Integer.toString(otherwise));
        if (!text.matches("[0-9]{1,4}") || Integer.parseInt(text) > LONGEST_SECONDS) {
            throw malformed("field '" + name + "' is no number of seconds up to " + LONGEST_SECONDS);
        }
        return Duration.ofSeconds(Integer.parseInt(text));
    }

    private static Optional<String> text(ObjectNode body, String name) throws Refusal {
        return Request.text(body, name, ConsoleResource::malformed);
    }

    private static String joined(List<String> lines) {
        return lines.isEmpty() ? "" : String.join("\r", lines) + "\r";
    }

    private static <T> T find(Map<String, T> map, String key) throws Refusal {
        synchronized (map) {
            T found = map.get(key);
            if (found == null) {
                throw Refusal.console(404, 4, "there is no key " + key);
            }
            return found;
        }
    }

    private static <T> void put(Map<String, T> map, String key, T value) {
        synchronized (map) {
            map.put(key, value);
            if (map.size() > KEPT) {
                map.remove(map.keySet().iterator().next());
            }
        }
    }

    private static <T> Map<String, T> kept() {
        return new LinkedHashMap<>();
    }

    private static Refusal malformed(String why) {
        return Refusal.console(400, MALFORMED, why);
    }
}
