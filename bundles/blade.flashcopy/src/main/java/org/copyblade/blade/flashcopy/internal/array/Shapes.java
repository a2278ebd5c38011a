package org.copyblade.blade.flashcopy.internal.array;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.copyblade.blade.flashcopy.internal.rest.RestException;
import org.copyblade.blade.flashcopy.internal.rest.RestException.Reason;

/** Reads the objects of the RESTful API. Numbers come as JSON strings; a missing one is an error, never 0. Pure. */
final class Shapes {

    private interface Shape<T> {
        T read(JsonNode node) throws RestException;
    }

    private Shapes() {}

    static List<String> systemIds(JsonNode body) throws RestException {
        return all(body, node -> text(node, "id"), "systems");
    }

    static List<Subsystem> subsystems(JsonNode body) throws RestException {
        return all(body, Shapes::subsystem, "lss");
    }

    static List<Volume> volumes(JsonNode body) throws RestException {
        return all(body, Shapes::volume, "volumes");
    }

    static List<ExtentPool> pools(JsonNode body) throws RestException {
        return all(
                body,
                node -> new ExtentPool(text(node, "id"), Math.max(0, number(node, "cap") - number(node, "capalloc"))),
                "pools");
    }

    /** The name of the array is documented in two spellings. */
    static List<Relation> relations(JsonNode body) throws RestException {
        return all(body, Shapes::relation, "flashcopies", "flashcopy");
    }

    private static Subsystem subsystem(JsonNode node) throws RestException {
        Optional<Duration> timer = node.path("extended_long_busy_time").asText().isEmpty()
                ? Optional.empty()
                : Optional.of(Duration.ofSeconds(number(node, "extended_long_busy_time")));
        return new Subsystem(
                text(node, "id").toUpperCase(Locale.ROOT), node.path("type").asText(), timer);
    }

    private static Volume volume(JsonNode node) throws RestException {
        return new Volume(
                id(node, text(node, "id")),
                node.path("name").asText(),
                node.path("state").asText(),
                number(node, "cap"),
                node.path("stgtype").asText(),
                node.path("datatype").asText(),
                node.path("VOLSER").asText().strip(),
                node.path("tp").asText("none"),
                node.at("/pool/id").asText());
    }

    private static Relation relation(JsonNode node) throws RestException {
        Pair pair = new Pair(id(node, end(node, "source_volume")), id(node, end(node, "target_volume")));
        String recording = node.path("recording").asText();
        return new Relation(
                pair,
                node.path("persistent").asText().equals("enabled"),
                recording.equals("enabled") || recording.equals("multinc"),
                node.path("backgroundcopy").asText().equals("enabled"),
                number(node, "out_of_sync_tracks"),
                node.path("state").asText());
    }

    private static String end(JsonNode node, String field) {
        return node.path(field).path("id").asText();
    }

    private static VolumeId id(JsonNode node, String text) throws RestException {
        if (!VolumeId.isValid(text)) {
            throw unreadable("'" + text + "' is no volume id", node);
        }
        return new VolumeId(text);
    }

    /** Every object under the first of these names; an answer that is cut short is refused. */
    private static <T> List<T> all(JsonNode body, Shape<T> shape, String... names) throws RestException {
        JsonNode data = body.path("data");
        JsonNode array = data.path(names[0]);
        for (int i = 1; i < names.length && array.isMissingNode(); i++) {
            array = data.path(names[i]);
        }
        if (!array.isArray()) {
            throw unreadable("no array '" + names[0] + "'", data);
        }
        String total = body.at("/counts/total_counts").asText();
        if (!total.isEmpty() && !total.equals(Integer.toString(array.size()))) {
            throw unreadable("the answer holds " + array.size() + " of " + total + " " + names[0], body.path("counts"));
        }
        List<T> objects = new ArrayList<>(array.size());
        for (JsonNode node : array) {
            objects.add(shape.read(node));
        }
        return List.copyOf(objects);
    }

    private static String text(JsonNode node, String field) throws RestException {
        String text = node.path(field).asText();
        if (text.isEmpty()) {
            throw unreadable("field '" + field + "' is missing", node);
        }
        return text;
    }

    private static long number(JsonNode node, String field) throws RestException {
        try {
            return Long.parseLong(text(node, field));
        } catch (NumberFormatException e) {
            throw unreadable("field '" + field + "' is no number", node);
        }
    }

    private static RestException unreadable(String why, JsonNode node) {
        String shown = node.toString();
        return RestException.unknown(
                Reason.NOT_UNDERSTOOD, why + " in " + shown.substring(0, Math.min(200, shown.length())));
    }
}
