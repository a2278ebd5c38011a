package org.copyblade.blade.timefinder.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.copyblade.blade.spi.Binding;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.timefinder.internal.TimeFinderBinding.RestoreNote;
import org.copyblade.blade.timefinder.internal.TimeFinderBinding.Stage;
import org.copyblade.blade.timefinder.internal.array.VolumeId;
import org.copyblade.endpoint.Moment;

/**
 * The text of a binding: JSON. Version 1 has optional fields; a reader takes a missing one for empty and passes over fields
 * that it does not know, so that fields can be added without a new version. Pure.
 */
final class BindingForm {

    private static final int VERSION = 1;

    private static final ObjectMapper JSON = new ObjectMapper();

    private BindingForm() {}

    static Binding write(TimeFinderBinding binding) {
        ObjectNode root = root(Method.SNAPVX, binding.array(), binding.stage().name());
        write(root.putArray("sources"), binding.sources());
        if (binding.version() != 0) {
            root.put("version", binding.version());
        }
        binding.snapid().ifPresent(id -> root.put("snapid", id));
        binding.at().ifPresent(at -> root.put("at", at.toString()));
        binding.doubtSince().ifPresent(moment -> {
            write(root.putObject("doubtSince"), moment);
        });
        binding.restore().ifPresent(note -> {
            ObjectNode restore = root.putObject("restore");
            restore.put("cleared", note.cleared());
            write(restore.putArray("sources"), note.sources().stream().sorted().toList());
        });
        if (binding.writable()) {
            root.put("writable", true);
        }
        if (binding.linking().copy()) {
            root.put("copy", true);
        }
        if (binding.linking().hasPool()) {
            root.put("pool", binding.linking().pool());
        }
        if (!binding.linking().left().isEmpty()) {
            root.put("left", binding.linking().left());
        }
        return binding(root);
    }

    /** What every method has; each says which it is, so that further ones need not change the form. */
    static ObjectNode root(Method method, String array, String stage) {
        return JSON.createObjectNode()
                .put("method", method.word())
                .put("array", array)
                .put("stage", stage);
    }

    static Binding binding(ObjectNode root) {
        return new Binding(VERSION, root.toString());
    }

    static void write(ObjectNode doubt, Moment moment) {
        doubt.put("boot", moment.boot());
        doubt.put("nanos", moment.nanos());
        doubt.put("wall", moment.wall().toString());
    }

    /** Reads the fields of one method. */
    interface Reader<T> {
        T read(JsonNode root);
    }

    /** How the group of a binding is copied. */
    static Method method(Binding binding) throws BladeException {
        Optional<Method> method =
                read(binding, root -> Method.of(root.required("method").asText()));
        return method.orElseThrow(() -> unreadable("it is of a method that this blade does not know"));
    }

    static TimeFinderBinding read(Binding binding) throws BladeException {
        return read(binding, BindingForm::read);
    }

    static <T> T read(Binding binding, Reader<T> fields) throws BladeException {
        if (binding.version() != VERSION) {
            throw unreadable("it has version " + binding.version() + ", this blade reads " + VERSION);
        }
        try {
            return fields.read(JSON.readTree(binding.data()));
        } catch (JsonProcessingException | IllegalArgumentException | DateTimeParseException e) {
            throw unreadable("it is not in its form");
        }
    }

    private static TimeFinderBinding read(JsonNode root) {
        if (!root.required("method").asText().equals(Method.SNAPVX.word())) {
            throw new IllegalArgumentException("no snapshot");
        }
        JsonNode snapid = root.path("snapid");
        JsonNode restore = root.path("restore");
        return new TimeFinderBinding(
                root.required("array").asText(),
                Stage.valueOf(root.required("stage").asText()),
                volumes(root.required("sources")),
                root.path("version").asInt(),
                snapid.isMissingNode() ? OptionalLong.empty() : OptionalLong.of(snapid.asLong()),
                Optional.of(root.path("at").asText())
                        .filter(text -> !text.isEmpty())
                        .map(Instant::parse),
                moment(root.path("doubtSince")),
                restore.isMissingNode()
                        ? Optional.empty()
                        : Optional.of(new RestoreNote(
                                restore.path("cleared").asBoolean(), Set.copyOf(volumes(restore.path("sources"))))),
                root.path("writable").asBoolean(),
                new LinkPlan(
                        root.path("copy").asBoolean(),
                        root.path("pool").asText(),
                        root.path("left").asText()));
    }

    static List<VolumeId> volumes(JsonNode array) {
        List<VolumeId> volumes = new ArrayList<>();
        array.forEach(node -> volumes.add(new VolumeId(node.asText())));
        return volumes;
    }

    static void write(ArrayNode array, Collection<VolumeId> volumes) {
        volumes.forEach(volume -> array.add(volume.value()));
    }

    static Optional<Moment> moment(JsonNode node) {
        return node.isMissingNode()
                ? Optional.empty()
                : Optional.of(new Moment(
                        node.path("boot").asText(),
                        node.path("nanos").asLong(),
                        Instant.parse(node.path("wall").asText())));
    }

    private static BladeException unreadable(String why) {
        return TimeFinderFault.BINDING.error("cannot read the binding: " + why, "use a newer blade");
    }
}
