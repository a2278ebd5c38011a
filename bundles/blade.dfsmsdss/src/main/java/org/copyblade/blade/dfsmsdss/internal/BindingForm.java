package org.copyblade.blade.dfsmsdss.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.copyblade.blade.dfsmsdss.internal.DssBinding.RestoreNote;
import org.copyblade.blade.dfsmsdss.internal.DssBinding.Stage;
import org.copyblade.blade.dfsmsdss.internal.jcl.CopyStyle;
import org.copyblade.blade.dfsmsdss.internal.jcl.FastReplication;
import org.copyblade.blade.dfsmsdss.internal.jcl.MirrorChoice;
import org.copyblade.blade.spi.Binding;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.Release;

/**
 * The text of a binding: JSON. Version 1 has optional fields; a reader takes a missing one for empty and passes over fields
 * that it does not know, so that fields can be added without a new version. Pure.
 */
final class BindingForm {

    private static final int VERSION = 1;
    private static final ObjectMapper JSON = new ObjectMapper();

    private BindingForm() {}

    static Binding write(DssBinding binding) {
        ObjectNode root = JSON.createObjectNode();
        root.put("grain", binding.grain().name());
        root.put("stage", binding.stage().name());
        write(root.putObject("style"), binding.style());
        ArrayNode copies = root.putArray("copies");
        binding.copies().forEach(copy -> copies.addArray().add(copy.source()).add(copy.target()));
        if (!binding.units().isEmpty()) {
            ObjectNode units = root.putObject("units");
            new TreeMap<>(binding.units()).forEach(units::put);
        }
        write(root, "representatives", binding.representatives());
        binding.job().ifPresent(job -> write(root.putObject("job"), job));
        binding.heldJob().ifPresent(job -> write(root.putObject("heldJob"), job));
        binding.at().ifPresent(at -> root.put("at", at.toString()));
        binding.hold().ifPresent(hold -> root.put("hold", hold.name()));
        write(root, "used", binding.used().stream().sorted().toList());
        write(root, "warnings", binding.warnings());
        binding.restore().ifPresent(note -> {
            ObjectNode restore = root.putObject("restore");
            restore.put("number", note.number());
            write(restore, "sources", note.sources().stream().sorted().toList());
        });
        if (binding.restores() > 0) {
            root.put("restores", binding.restores());
        }
        return new Binding(VERSION, root.toString());
    }

    private static void write(ObjectNode node, CopyStyle style) {
        node.put("fast", style.fast().name());
        node.put("withoutBackgroundCopy", style.withoutBackgroundCopy());
        node.put("spaceEfficient", style.spaceEfficient());
        node.put("mirror", style.mirror().name());
        node.put("parallel", style.parallel());
    }

    private static void write(ObjectNode node, JobId job) {
        node.put("name", job.name()).put("id", job.id()).put("correlator", job.correlator());
    }

    private static void write(ObjectNode node, String field, List<String> texts) {
        if (!texts.isEmpty()) {
            ArrayNode array = node.putArray(field);
            texts.forEach(array::add);
        }
    }

    static DssBinding read(Binding binding) throws BladeException {
        if (binding.version() != VERSION) {
            throw unreadable("it has version " + binding.version() + ", this blade reads " + VERSION);
        }
        try {
            return read(JSON.readTree(binding.data()));
        } catch (JsonProcessingException | IllegalArgumentException | DateTimeParseException e) {
            throw unreadable("it is not in its form");
        }
    }

    private static DssBinding read(JsonNode root) {
        return new DssBinding(
                Grain.valueOf(root.required("grain").asText()),
                Stage.valueOf(root.required("stage").asText()),
                style(root.required("style")),
                copies(root.required("copies")),
                units(root.path("units")),
                texts(root.path("representatives")),
                job(root.path("job")),
                job(root.path("heldJob")),
                optional(root.path("at"), Instant::parse),
                optional(root.path("hold"), Release::valueOf),
                Set.copyOf(texts(root.path("used"))),
                texts(root.path("warnings")),
                note(root.path("restore")),
                root.path("restores").asInt());
    }

    private static CopyStyle style(JsonNode node) {
        return new CopyStyle(
                FastReplication.valueOf(node.required("fast").asText()),
                node.path("withoutBackgroundCopy").asBoolean(),
                node.path("spaceEfficient").asBoolean(),
                optional(node.path("mirror"), MirrorChoice::valueOf).orElse(MirrorChoice.REFUSED),
                node.path("parallel").asBoolean());
    }

    private static List<BoundCopy> copies(JsonNode array) {
        List<BoundCopy> copies = new ArrayList<>(array.size());
        for (JsonNode node : array) {
            copies.add(new BoundCopy(node.required(0).asText(), node.required(1).asText()));
        }
        return copies;
    }

    private static Map<String, String> units(JsonNode node) {
        Map<String, String> units = new HashMap<>();
        node.properties()
                .forEach(field -> units.put(field.getKey(), field.getValue().asText()));
        return units;
    }

    private static Optional<JobId> job(JsonNode node) {
        return node.isMissingNode()
                ? Optional.empty()
                : Optional.of(new JobId(
                        node.path("name").asText(),
                        node.path("id").asText(),
                        node.path("correlator").asText()));
    }

    private static Optional<RestoreNote> note(JsonNode node) {
        return node.isMissingNode()
                ? Optional.empty()
                : Optional.of(new RestoreNote(node.path("number").asInt(), new HashSet<>(texts(node.path("sources")))));
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(node -> texts.add(node.asText()));
        return texts;
    }

    private static <R> Optional<R> optional(JsonNode node, Function<String, R> reading) {
        return Optional.of(node.asText()).filter(text -> !text.isEmpty()).map(reading);
    }

    private static BladeException unreadable(String why) {
        return DssFault.BINDING.error("cannot read the binding: " + why, "use a newer blade");
    }
}
