package org.copyblade.lab.ds8000.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.copyblade.lab.array.ArrayException;
import org.copyblade.lab.array.ArrayException.Reason;
import org.copyblade.lab.array.CopyOption;
import org.copyblade.lab.array.PairRequest;
import org.copyblade.lab.array.PairResult;
import org.copyblade.lab.array.Relation;
import org.copyblade.lab.array.StorageSystem;

/** {@code /cs/flashcopies} and {@code /volumes/ID/flashcopy}. */
final class FlashCopyResource {
    private static final Map<String, CopyOption> OPTIONS = Map.of(
            "freeze_consistency", CopyOption.FREEZE,
            "inhibit_target_writes", CopyOption.INHIBIT_TARGET_WRITES,
            "record_changes", CopyOption.RECORD_CHANGES,
            "no_background_copy", CopyOption.NO_BACKGROUND_COPY,
            "persistent", CopyOption.PERSISTENT,
            "allow_pprc_target_primary", CopyOption.ALLOW_MIRROR_PRIMARY,
            "reverse_restore", CopyOption.REVERSE_RESTORE,
            "fast_reverse_restore", CopyOption.FAST_REVERSE_RESTORE,
            "permit_space_efficient_target", CopyOption.PERMIT_SPACE_EFFICIENT_TARGET,
            "fail_space_efficient_target_out_of_space", CopyOption.FAIL_RELATION_WHEN_OUT_OF_SPACE);
    private static final String QUERIED = "CMUC00183I";

    private final StorageSystem system;
    private final Documents documents;

    FlashCopyResource(StorageSystem system, Documents documents) {
        this.system = system;
        this.documents = documents;
    }

    List<Route> routes() {
        return List.of(
                Route.of("flashcopies", "GET", "/cs/flashcopies", this::list),
                Route.of("flashcopy", "GET", "/cs/flashcopies/*", this::one),
                Route.of("volume-flashcopy", "GET", "/volumes/*/flashcopy", this::ofVolume),
                Route.of("unfreeze", "POST", "/cs/flashcopies/unfreeze", this::unfreeze),
                Route.of("establish", "POST", "/cs/flashcopies", this::establish),
                Route.of("withdraw", "DELETE", "/cs/flashcopies/*", this::withdrawOne),
                Route.of("withdraw", "DELETE", "/cs/flashcopies", this::withdrawSeveral));
    }

    private Response list(Request request) throws Refusal {
        request.requireQuery(Set.of("volume_id_from", "volume_id_to"));
        String from = filter(request, "volume_id_from");
        String to = filter(request, "volume_id_to");
        return Documents.data(
                "flashcopies",
                system.relations().stream()
                        .filter(it -> from.isEmpty() || it.source().equals(from))
                        .filter(it -> to.isEmpty() || it.target().equals(to))
                        .map(this::node)
                        .toList(),
                QUERIED);
    }

    private static String filter(Request request, String name) throws Refusal {
        Optional<String> value = request.queryValue(name);
        return value.isEmpty() ? "" : Request.volumeId(value.get());
    }

    private Response one(Request request) throws Refusal {
        request.requireQuery(Set.of());
        return Documents.data("flashcopies", List.of(node(require(request.id()))), QUERIED);
    }

    private Relation require(String id) throws Refusal {
        String[] volumes = id.split(":", -1);
        if (volumes.length != 2) {
            throw new Refusal(500, Codes.MALFORMED, "'" + id + "' is no FlashCopy id");
        }
        String source = Request.volumeId(volumes[0]);
        String target = Request.volumeId(volumes[1]);
        return system.relation(source, target).orElseThrow(() -> Refusal.missing("FlashCopy " + source + ":" + target));
    }

    private Response ofVolume(Request request) throws Refusal {
        request.requireQuery(Set.of());
        String id = Request.volumeId(request.id());
        if (system.volume(id).isEmpty()) {
            throw Refusal.missing("volume " + id);
        }
        return Documents.data(
                "flashcopy", system.relations(id).stream().map(this::olderNode).toList());
    }

    private Response establish(Request request) throws Refusal, ArrayException {
        List<PairRequest> pairs = pairs(request.params().get("volume_pairs"));
        Set<CopyOption> options = options(request.texts("options"));
        List<ObjectNode> envelopes = new ArrayList<>();
        List<PairResult> results = results(pairs, options, request);
        if (results.size() == 1) {
            Optional<ArrayException> failure = results.get(0).failure();
            if (failure.isPresent()) {
                throw failure.get();
            }
            return new Response(201, documents.created("/cs/flashcopies/" + id(pairs.get(0))));
        }
        for (PairResult result : results) {
            envelopes.add(result.failure()
                    .map(failure -> Documents.failed(Codes.refusal(failure)))
                    .orElseGet(() -> documents.created("/cs/flashcopies/" + id(result.pair()))));
        }
        return Documents.several(201, envelopes);
    }

    /** A pair that a fault lets fail never reaches the array. */
    private List<PairResult> results(List<PairRequest> pairs, Set<CopyOption> options, Request request)
            throws ArrayException {
        int failing = request.failingElement().orElse(-1);
        if (failing < 0 || failing >= pairs.size()) {
            return system.establish(pairs, options);
        }
        List<PairRequest> others = new ArrayList<>(pairs);
        PairRequest failed = others.remove(failing);
        List<PairResult> results = new ArrayList<>(system.establish(others, options));
        results.add(
                failing, new PairResult(failed, Optional.of(new ArrayException(Reason.FAULT, "refused on demand"))));
        return results;
    }

    private static List<PairRequest> pairs(JsonNode node) throws Refusal {
        if (node == null || !node.isArray() || node.isEmpty()) {
            throw Refusal.malformed("parameter 'volume_pairs' is no array with pairs");
        }
        List<PairRequest> pairs = new ArrayList<>();
        for (JsonNode pair : node) {
            pairs.add(PairRequest.ofVolumes(volume(pair, "source_volume"), volume(pair, "target_volume")));
        }
        return pairs;
    }

    private static String volume(JsonNode pair, String name) throws Refusal {
        return Request.volumeId(Request.text(pair.get(name), name)
                .orElseThrow(() -> Refusal.malformed("a pair has no '" + name + "'")));
    }

    private static Set<CopyOption> options(List<String> names) throws Refusal {
        Set<CopyOption> options = EnumSet.noneOf(CopyOption.class);
        for (String name : names) {
            CopyOption option = OPTIONS.get(name);
            if (option == null) {
                throw Refusal.malformed("there is no option '" + name + "'");
            }
            options.add(option);
        }
        return options;
    }

    private Response unfreeze(Request request) throws Refusal, ArrayException {
        List<String> subsystems = request.texts("lss_ids");
        if (subsystems.isEmpty()) {
            throw Refusal.malformed("parameter 'lss_ids' is no array with ids");
        }
        for (String id : subsystems) {
            if (system.subsystem(id).isEmpty()) {
                throw Refusal.missing("LSS " + id);
            }
        }
        system.thaw(subsystems);
        return new Response(200, Documents.done());
    }

    private Response withdrawOne(Request request) throws Refusal, ArrayException {
        request.requireQuery(Set.of());
        system.withdraw(List.of(require(request.id())));
        return new Response(200, Documents.done());
    }

    private Response withdrawSeveral(Request request) throws Refusal, ArrayException {
        List<ObjectNode> envelopes = new ArrayList<>();
        List<Relation> found = new ArrayList<>();
        List<String> ids = VolumeResource.ids(request);
        for (int index = 0; index < ids.size(); index++) {
            try {
                if (request.failingElement().orElse(-1) == index) {
                    throw new Refusal(500, Codes.of(Reason.FAULT), "refused on demand");
                }
                found.add(require(ids.get(index)));
                envelopes.add(Documents.done());
            } catch (Refusal refusal) {
                envelopes.add(Documents.failed(refusal));
            }
        }
        system.withdraw(found);
        return Documents.several(200, envelopes);
    }

    private static String id(PairRequest pair) {
        return pair.source() + ":" + pair.target();
    }

    private ObjectNode node(Relation relation) {
        String id = relation.source() + ":" + relation.target();
        ObjectNode node = Documents.object().put("id", id);
        node.set("link", documents.link("/cs/flashcopies/" + id));
        node.set("source_volume", documents.related(relation.source(), "/volumes/" + relation.source()));
        node.set("target_volume", documents.related(relation.target(), "/volumes/" + relation.target()));
        properties(node, relation);
        node.put("out_of_sync_tracks", Integer.toString(relation.outOfSyncTracks()));
        return node;
    }

    private ObjectNode olderNode(Relation relation) {
        ObjectNode node = Documents.object();
        node.set("sourcevolume", documents.related(relation.source(), "/volumes/" + relation.source()));
        node.set("targetvolume", documents.related(relation.target(), "/volumes/" + relation.target()));
        properties(node, relation);
        return node;
    }

    private static void properties(ObjectNode node, Relation relation) {
        node.put("persistent", enabled(relation.has(CopyOption.PERSISTENT)))
                .put("recording", enabled(relation.has(CopyOption.RECORD_CHANGES)))
                .put("backgroundcopy", enabled(!relation.has(CopyOption.NO_BACKGROUND_COPY)))
                // The name of a state that is not good is (unconfirmed).
                .put("state", relation.state() == Relation.State.VALID ? "valid" : "invalid");
    }

    private static String enabled(boolean is) {
        return is ? "enabled" : "disabled";
    }
}
