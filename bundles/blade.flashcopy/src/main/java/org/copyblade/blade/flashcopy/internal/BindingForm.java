package org.copyblade.blade.flashcopy.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.copyblade.blade.flashcopy.internal.FlashBinding.RestoreMode;
import org.copyblade.blade.flashcopy.internal.FlashBinding.RestoreNote;
import org.copyblade.blade.flashcopy.internal.FlashBinding.Stage;
import org.copyblade.blade.flashcopy.internal.array.CopyOption;
import org.copyblade.blade.flashcopy.internal.array.VolumeId;
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

    static Binding write(FlashBinding binding) {
        ObjectNode root = JSON.createObjectNode();
        root.put("system", binding.system());
        root.put("stage", binding.stage().name());
        ArrayNode pairs = root.putArray("pairs");
        for (BoundPair pair : binding.pairs()) {
            pairs.addArray()
                    .add(pair.source().map(VolumeId::value).orElse(""))
                    .add(pair.target().value())
                    .add(pair.nameBefore());
        }
        ArrayNode options = root.putArray("options");
        binding.options().stream().sorted().map(CopyOption::word).forEach(options::add);
        binding.predecessor().ifPresent(group -> root.put("predecessor", group.value()));
        if (!binding.freezeTimer().isZero()) {
            root.put("freezeTimerSeconds", binding.freezeTimer().toSeconds());
        }
        binding.heldSince().ifPresent(moment -> write(root.putObject("heldSince"), moment));
        binding.at().ifPresent(at -> root.put("at", at.toString()));
        binding.doubtSince().ifPresent(moment -> write(root.putObject("doubtSince"), moment));
        binding.restore().ifPresent(note -> {
            ObjectNode restore = root.putObject("restore");
            restore.put("reversing", note.reversing());
            write(restore.putArray("sources"), note.sources());
        });
        if (!binding.restored().isEmpty()) {
            write(root.putArray("restored"), binding.restored());
        }
        if (!binding.usedUp().isEmpty()) {
            write(root.putArray("usedUp"), binding.usedUp());
        }
        binding.restoreMode().ifPresent(mode -> root.put("restoreMode", mode.name()));
        return new Binding(VERSION, root.toString());
    }

    static FlashBinding read(Binding binding) throws BladeException {
        if (binding.version() != VERSION) {
            throw unreadable("it has version " + binding.version() + ", this blade reads " + VERSION);
        }
        try {
            return read(JSON.readTree(binding.data()));
        } catch (JsonProcessingException | IllegalArgumentException | DateTimeParseException e) {
            throw unreadable("it is not in its form");
        }
    }

    private static FlashBinding read(JsonNode root) {
        return new FlashBinding(
                root.required("system").asText(),
                Stage.valueOf(root.required("stage").asText()),
                pairs(root.required("pairs")),
                options(root.path("options")),
                Optional.of(root.path("predecessor").asText())
                        .filter(text -> !text.isEmpty())
                        .map(CopyGroupId::new),
                Duration.ofSeconds(root.path("freezeTimerSeconds").asLong()),
                moment(root.path("heldSince")),
                Optional.of(root.path("at").asText())
                        .filter(text -> !text.isEmpty())
                        .map(Instant::parse),
                moment(root.path("doubtSince")),
                note(root.path("restore")),
                volumes(root.path("restored")),
                volumes(root.path("usedUp")),
                Optional.of(root.path("restoreMode").asText())
                        .filter(text -> !text.isEmpty())
                        .map(RestoreMode::valueOf));
    }

    private static List<BoundPair> pairs(JsonNode array) {
        List<BoundPair> pairs = new ArrayList<>(array.size());
        for (JsonNode node : array) {
            Optional<VolumeId> source = Optional.of(node.path(0).asText())
                    .filter(text -> !text.isEmpty())
                    .map(VolumeId::new);
            pairs.add(new BoundPair(
                    source, new VolumeId(node.path(1).asText()), node.path(2).asText()));
        }
        return pairs;
    }

    private static Set<CopyOption> options(JsonNode array) {
        Set<CopyOption> options = EnumSet.noneOf(CopyOption.class);
        array.forEach(node -> options.add(CopyOption.valueOf(node.asText().toUpperCase(Locale.ROOT))));
        return options;
    }

    private static Optional<RestoreNote> note(JsonNode node) {
        return node.isMissingNode()
                ? Optional.empty()
                : Optional.of(new RestoreNote(node.path("reversing").asBoolean(), volumes(node.path("sources"))));
    }

    private static Set<VolumeId> volumes(JsonNode array) {
        Set<VolumeId> volumes = new HashSet<>();
        array.forEach(node -> volumes.add(new VolumeId(node.asText())));
        return volumes;
    }

    private static void write(ArrayNode array, Set<VolumeId> volumes) {
        volumes.stream().sorted().map(VolumeId::value).forEach(array::add);
    }

    private static void write(ObjectNode node, Moment moment) {
        node.put("boot", moment.boot());
        node.put("nanos", moment.nanos());
        node.put("wall", moment.wall().toString());
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
        return FlashFault.BINDING.error("cannot read the binding: " + why, "use a newer blade");
    }
}
