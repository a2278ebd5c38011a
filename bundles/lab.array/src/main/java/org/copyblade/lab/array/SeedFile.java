package org.copyblade.lab.array;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads a seed file: TOML whose keys are the components of {@link ArraySeed} with underscores. */
public final class SeedFile {

    /** What a table may leave out, by the list it is in. */
    private static final Map<String, String> DEFAULTS = Map.of(
            "systems",
            """
            bundle = "89.40.47.0"
            cascading = false
            multiple_incremental = false
            reverse_pair = "CURRENT"
            background_tracks_per_second = 20000
            maximum_targets = 12
            maximum_snapshots = 1024
            groups = []
            mirror_primaries = []
            token_idle_ms = 1800000
            volumes = []
            """,
            "pools",
            "threshold_percent = 15",
            "subsystems",
            "freeze_timer_ms = 120000",
            "volumes",
            """
            count = 1
            name = "V{id}"
            volser = ""
            cylinders = 0
            mib = 0
            space_efficient = false
            """,
            "faults",
            """
            operation = "*"
            system = "*"
            skip = 0
            times = 1
            delay_ms = 0
            element = 0
            status = 503
            """);

    private static final ObjectMapper TOML = TomlMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .build();

    private SeedFile() {}

    /** Reads and checks a seed; the whole message of a refusal is for its author. */
    public static ArraySeed read(Path file) throws SeedException {
        try {
            return parse(Files.readString(file), file.toString());
        } catch (IOException cause) {
            throw new SeedException("cannot read seed " + file + ": " + cause.getMessage());
        }
    }

    /** The same from text; {@code name} says where it is from. */
    public static ArraySeed parse(String text, String name) throws SeedException {
        try {
            JsonNode tree = TOML.readTree(text);
            if (tree instanceof ObjectNode root) {
                root.withArrayProperty("faults");
                root.withObjectProperty("hosts");
            }
            fill(tree);
            ArraySeed seed = TOML.treeToValue(tree, ArraySeed.class);
            SeedRules.check(seed, name);
            return seed;
        } catch (JsonMappingException cause) {
            throw new SeedException("seed " + name + ": " + where(cause) + ": " + what(cause));
        } catch (JsonProcessingException cause) {
            throw new SeedException(
                    "seed " + name + " is no TOML: " + firstLine(cause.getOriginalMessage()) + place(cause));
        }
    }

    private static void fill(JsonNode node) throws JsonProcessingException {
        if (!(node instanceof ObjectNode table)) {
            return;
        }
        for (Map.Entry<String, JsonNode> entry : table.properties()) {
            if (entry.getValue() instanceof ArrayNode list) {
                for (JsonNode item : list) {
                    fillItem(entry.getKey(), item);
                }
            }
        }
    }

    private static void fillItem(String list, JsonNode item) throws JsonProcessingException {
        if (item instanceof ObjectNode table && DEFAULTS.containsKey(list)) {
            for (Map.Entry<String, JsonNode> standard :
                    TOML.readTree(DEFAULTS.get(list)).properties()) {
                if (!table.has(standard.getKey())) {
                    table.set(standard.getKey(), standard.getValue());
                }
            }
        }
        fill(item);
    }

    private static String where(JsonMappingException cause) {
        List<JsonMappingException.Reference> path = cause.getPath();
        return path.isEmpty()
                ? "the file"
                : path.stream()
                        .map(step ->
                                step.getFieldName() == null ? "[" + (step.getIndex() + 1) + "]" : step.getFieldName())
                        .collect(Collectors.joining("."))
                        .replace(".[", "[");
    }

    private static String what(JsonMappingException cause) {
        if (cause instanceof UnrecognizedPropertyException unknown) {
            return "no such key; there are "
                    + unknown.getKnownPropertyIds().stream()
                            .map(Object::toString)
                            .sorted()
                            .collect(Collectors.joining(", "));
        }
        return firstLine(cause.getOriginalMessage());
    }

    private static String firstLine(String message) {
        return message.lines()
                .findFirst()
                .orElse("")
                .replaceAll(
                        "`?(org|java)\\.[a-z0-9.]*\\.|;? *`DeserializationFeature.*|Cannot deserialize value of type ",
                        "");
    }

    private static String place(JacksonException cause) {
        return cause.getLocation() == null
                ? ""
                : ", line " + cause.getLocation().getLineNr() + ", column "
                        + cause.getLocation().getColumnNr();
    }
}
