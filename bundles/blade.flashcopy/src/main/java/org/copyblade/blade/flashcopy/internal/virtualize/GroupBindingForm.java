package org.copyblade.blade.flashcopy.internal.virtualize;

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
import java.util.Set;
import org.copyblade.blade.flashcopy.internal.FlashFault;
import org.copyblade.blade.flashcopy.internal.virtualize.GroupBinding.RestoreNote;
import org.copyblade.blade.flashcopy.internal.virtualize.GroupBinding.Stage;
import org.copyblade.blade.spi.Binding;
import org.copyblade.blade.spi.BladeException;

/**
 * The text of a binding: JSON. Version 1 has optional fields; a reader takes a missing one for empty and passes over fields
 * that it does not know, so that fields can be added without a new version. Pure.
 */
final class GroupBindingForm {
    private static final int VERSION = 1;
    private static final ObjectMapper JSON = new ObjectMapper();

    private GroupBindingForm() {}

    static Binding write(GroupBinding binding) {
        ObjectNode root = JSON.createObjectNode();
        root.put("cluster", binding.system());
        root.put("stage", binding.stage().name());
        ArrayNode pairs = root.putArray("pairs");
        binding.pairs().forEach(pair -> pairs.addArray().add(pair.source()).add(pair.target()));
        root.put("copyRate", binding.copyRate());
        binding.at().ifPresent(at -> root.put("at", at.toString()));
        binding.restore().ifPresent(note -> {
            ObjectNode restore = root.putObject("restore");
            restore.put("cleared", note.cleared());
            ArrayNode sources = restore.putArray("sources");
            note.sources().stream().sorted().forEach(sources::add);
        });
        return new Binding(VERSION, root.toString());
    }

    static GroupBinding read(Binding binding) throws BladeException {
        if (binding.version() != VERSION) {
            throw unreadable("it has version " + binding.version() + ", this blade reads " + VERSION);
        }
        try {
            return read(JSON.readTree(binding.data()));
        } catch (JsonProcessingException | IllegalArgumentException | DateTimeParseException e) {
            throw unreadable("it is not in its form");
        }
    }

    private static GroupBinding read(JsonNode root) {
        List<UidPair> pairs = new ArrayList<>();
        for (JsonNode pair : root.required("pairs")) {
            pairs.add(new UidPair(pair.required(0).asText(), pair.required(1).asText()));
        }
        return new GroupBinding(
                root.required("cluster").asText(),
                Stage.valueOf(root.required("stage").asText()),
                pairs,
                root.required("copyRate").asInt(),
                Optional.of(root.path("at").asText())
                        .filter(text -> !text.isEmpty())
                        .map(Instant::parse),
                note(root.path("restore")));
    }

    private static Optional<RestoreNote> note(JsonNode node) {
        if (node.isMissingNode()) {
            return Optional.empty();
        }
        Set<String> sources = new HashSet<>();
        node.path("sources").forEach(source -> sources.add(source.asText()));
        return Optional.of(new RestoreNote(node.path("cleared").asBoolean(), sources));
    }

    private static BladeException unreadable(String why) {
        return FlashFault.BINDING.error(
                "cannot read the binding: " + why, "use a newer blade, and the endpoint that made the copy");
    }
}
