package org.copyblade.blade.timefinder.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.copyblade.blade.spi.Binding;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.CopyGroupId;
import org.copyblade.blade.timefinder.internal.CloneBinding.Making;
import org.copyblade.blade.timefinder.internal.CloneBinding.Refusal;
import org.copyblade.blade.timefinder.internal.CloneBinding.RestoreNote;
import org.copyblade.blade.timefinder.internal.CloneBinding.Stage;
import org.copyblade.blade.timefinder.internal.array.BoundPair;
import org.copyblade.blade.timefinder.internal.array.VolumeId;

/** The text of a binding of clones: that of {@link BindingForm} with other fields. Pure. */
final class CloneBindingForm {

    private CloneBindingForm() {}

    static Binding write(CloneBinding binding) {
        ObjectNode root = BindingForm.root(
                binding.method(), binding.array(), binding.stage().name());
        ArrayNode pairs = root.putArray("pairs");
        binding.pairs().forEach(pair -> pairs.add(pair.toString()));
        if (binding.stepTracks() != 0) {
            root.put("stepTracks", binding.stepTracks());
        }
        if (binding.making() != Making.NOTHING || binding.stage() == Stage.CREATING) {
            root.put("making", binding.making().name());
        }
        if (binding.version() != 0) {
            root.put("version", binding.version());
        }
        binding.predecessor().ifPresent(older -> root.put("predecessor", older.value()));
        binding.at().ifPresent(at -> root.put("at", at.toString()));
        binding.doubtSince().ifPresent(moment -> BindingForm.write(root.putObject("doubtSince"), moment));
        binding.restore().ifPresent(note -> {
            ObjectNode restore = root.putObject("restore");
            restore.put("splitting", note.splitting());
            BindingForm.write(
                    restore.putArray("sources"),
                    note.sources().stream().sorted().toList());
        });
        binding.refusal().ifPresent(why -> root.putObject("refusal")
                .put("code", why.code())
                .put("text", why.text())
                .put("hint", why.hint())
                .put("recovery", why.recovery().name()));
        return BindingForm.binding(root);
    }

    static CloneBinding read(Binding binding) throws BladeException {
        return BindingForm.read(binding, CloneBindingForm::read);
    }

    private static CloneBinding read(JsonNode root) {
        JsonNode restore = root.path("restore");
        Stage stage = Stage.valueOf(root.required("stage").asText());
        List<BoundPair> pairs = new ArrayList<>();
        root.required("pairs").forEach(node -> pairs.add(pair(node.asText())));
        return new CloneBinding(
                Method.of(root.required("method").asText())
                        .filter(method -> !method.isSnapshot())
                        .orElseThrow(() -> new IllegalArgumentException("no method of clones")),
                root.required("array").asText(),
                stage,
                pairs,
                root.path("stepTracks").asLong(),
                making(root.path("making").asText(), stage),
                root.path("version").asInt(),
                Optional.of(root.path("predecessor").asText())
                        .filter(text -> !text.isEmpty())
                        .map(CopyGroupId::new),
                Optional.of(root.path("at").asText())
                        .filter(text -> !text.isEmpty())
                        .map(Instant::parse),
                BindingForm.moment(root.path("doubtSince")),
                restore.isMissingNode()
                        ? Optional.empty()
                        : Optional.of(new RestoreNote(
                                restore.path("splitting").asBoolean(),
                                Set.copyOf(BindingForm.volumes(restore.path("sources"))))),
                refusal(root.path("refusal")));
    }

    /** An older release did not say. */
    private static Making making(String text, Stage stage) {
        if (text.isEmpty()) {
            return stage == Stage.CREATING ? Making.LOST : Making.NOTHING;
        }
        return Making.valueOf(text);
    }

    private static Optional<Refusal> refusal(JsonNode node) {
        return node.isMissingNode()
                ? Optional.empty()
                : Optional.of(new Refusal(
                        node.path("code").asText(),
                        node.path("text").asText(),
                        node.path("hint").asText(),
                        BladeException.Recovery.valueOf(node.path("recovery").asText())));
    }

    private static BoundPair pair(String text) {
        String[] ends = text.split(":", -1);
        if (ends.length != 2) {
            throw new IllegalArgumentException("'" + text + "' is no pair");
        }
        return new BoundPair(new VolumeId(ends[0]), new VolumeId(ends[1]));
    }
}
