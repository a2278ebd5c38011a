package org.copyblade.blade.shadowimage.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.copyblade.blade.shadowimage.internal.ShadowBinding.RestoreMode;
import org.copyblade.blade.shadowimage.internal.ShadowBinding.RestoreNote;
import org.copyblade.blade.shadowimage.internal.ShadowBinding.Stage;
import org.copyblade.blade.shadowimage.internal.array.GroupName;
import org.copyblade.blade.shadowimage.internal.array.Method;
import org.copyblade.blade.spi.Binding;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.CopyGroupId;
import org.copyblade.endpoint.Moment;

/**
 * The text of a binding: JSON. Version 1 has optional fields; a reader takes a missing one for empty and passes over fields
 * that it does not know, so that fields can be added without a new version. Pure.
 */
final class BindingForm {

    private static final int VERSION = 1;
    private static final ObjectMapper JSON = new ObjectMapper();

    private BindingForm() {}

    static Binding write(ShadowBinding binding) {
        ObjectNode root = JSON.createObjectNode();
        root.put("storage", binding.storage());
        root.put("method", binding.method().word());
        root.put("stage", binding.stage().name());
        root.putArray("group")
                .add(binding.name().group())
                .add(binding.name().pvols())
                .add(binding.name().svols());
        ArrayNode pairs = root.putArray("pairs");
        binding.pairs().forEach(pair -> pairs.addArray().add(pair.pvol()).add(pair.svol()));
        root.put("mirrorUnit", binding.mirrorUnit());
        root.put("pace", binding.pace());
        if (binding.dataReduction()) {
            root.put("dataReduction", true);
        }
        binding.predecessor().ifPresent(group -> root.put("predecessor", group.value()));
        root.put("labelBefore", binding.labelBefore());
        write(root, binding);
        write(root, binding.evidence());
        binding.at().ifPresent(at -> root.put("at", at.toString()));
        binding.doubtSince().ifPresent(moment -> root.putObject("doubtSince")
                .put("boot", moment.boot())
                .put("nanos", moment.nanos())
                .put("wall", moment.wall().toString()));
        binding.restore().ifPresent(note -> {
            ObjectNode restore = root.putObject("restore").put("splitting", note.splitting());
            write(restore.putArray("sources"), note.sources());
        });
        if (!binding.usedUp().isEmpty()) {
            write(root.putArray("usedUp"), binding.usedUp());
        }
        binding.restoreMode().ifPresent(mode -> root.put("restoreMode", mode.name()));
        return new Binding(VERSION, root.toString());
    }

    static ShadowBinding read(Binding binding) throws BladeException {
        if (binding.version() != VERSION) {
            throw unreadable("it has version " + binding.version() + ", this blade reads " + VERSION);
        }
        try {
            return read(JSON.readTree(binding.data()));
        } catch (JsonProcessingException | IllegalArgumentException | DateTimeParseException e) {
            throw unreadable("it is not in its form");
        }
    }

    private static ShadowBinding read(JsonNode root) {
        Stage stage = Stage.valueOf(root.required("stage").asText());
        JsonNode group = root.required("group");
        return new ShadowBinding(
                root.required("storage").asText(),
                Method.of(root.path("method").asText())
                        .orElseThrow(() -> new IllegalArgumentException("unknown method")),
                stage,
                new GroupName(
                        group.required(0).asText(),
                        group.required(1).asText(),
                        group.required(2).asText()),
                pairs(root.required("pairs")),
                root.path("mirrorUnit").asInt(),
                root.path("pace").asInt(ShadowSettings.DEFAULT_PACE),
                root.path("dataReduction").asBoolean(),
                text(root, "predecessor").map(CopyGroupId::new),
                root.path("labelBefore").asText(),
                making(root, stage),
                evidence(root.path("split")),
                text(root, "at").map(Instant::parse),
                moment(root.path("doubtSince")),
                note(root.path("restore")),
                numbers(root.path("usedUp")),
                text(root, "restoreMode").map(RestoreMode::valueOf));
    }

    private static Optional<String> text(JsonNode root, String field) {
        return Optional.of(root.path(field).asText()).filter(text -> !text.isEmpty());
    }

    private static List<BoundPair> pairs(JsonNode array) {
        List<BoundPair> pairs = new ArrayList<>(array.size());
        array.forEach(node -> pairs.add(
                new BoundPair(node.required(0).asInt(), node.required(1).asInt())));
        return pairs;
    }

    private static Optional<RestoreNote> note(JsonNode node) {
        return node.isMissingNode()
                ? Optional.empty()
                : Optional.of(new RestoreNote(node.path("splitting").asBoolean(), numbers(node.path("sources"))));
    }

    private static Set<Integer> numbers(JsonNode array) {
        Set<Integer> numbers = new HashSet<>();
        array.forEach(node -> numbers.add(node.asInt()));
        return numbers;
    }

    private static void write(ArrayNode array, Set<Integer> numbers) {
        numbers.stream().sorted().forEach(array::add);
    }

    /** Left out where it is what a reader takes a missing one for. */
    private static void write(ObjectNode root, ShadowBinding binding) {
        Making making = binding.making();
        if (making.equals(ShadowBinding.makingAt(binding.stage()))) {
            return;
        }
        root.put("making", making.fate().name());
        making.refusal().ifPresent(why -> root.putObject("refusal")
                .put("code", why.code())
                .put("text", why.text())
                .put("hint", why.hint())
                .put("recovery", why.recovery().name()));
    }

    private static Making making(JsonNode root, Stage stage) {
        Optional<Making.Fate> fate = text(root, "making").map(Making.Fate::valueOf);
        JsonNode why = root.path("refusal");
        Optional<Making.Refusal> refusal = why.isMissingNode()
                ? Optional.empty()
                : Optional.of(new Making.Refusal(
                        why.path("code").asText(),
                        why.path("text").asText(),
                        why.path("hint").asText(),
                        BladeException.Recovery.valueOf(why.path("recovery").asText())));
        return fate.map(known -> new Making(known, refusal)).orElseGet(() -> ShadowBinding.makingAt(stage));
    }

    private static void write(ObjectNode root, SplitEvidence evidence) {
        if (evidence.equals(SplitEvidence.NONE)) {
            return;
        }
        ObjectNode split = root.putObject("split");
        evidence.before().ifPresent(job -> split.put("before", job));
        evidence.order().ifPresent(job -> split.put("order", job));
        if (!evidence.doubt().isEmpty()) {
            split.put("doubt", evidence.doubt());
        }
    }

    private static SplitEvidence evidence(JsonNode node) {
        return new SplitEvidence(
                job(node.path("before")),
                job(node.path("order")),
                node.path("doubt").asText());
    }

    private static OptionalLong job(JsonNode node) {
        return node.isIntegralNumber() ? OptionalLong.of(node.asLong()) : OptionalLong.empty();
    }

    private static Optional<Moment> moment(JsonNode node) {
        return node.isMissingNode()
                ? Optional.empty()
                : Optional.of(new Moment(
                        node.path("boot").asText(),
                        node.path("nanos").asLong(),
                        Instant.parse(node.path("wall").asText())));
    }

    private static BladeException unreadable(String why) {
        return ShadowFault.BINDING.error("cannot read the binding: " + why, "use a newer blade");
    }
}
