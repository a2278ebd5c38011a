package org.copyblade.lab.powermax.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.copyblade.lab.array.ArrayException;
import org.copyblade.lab.array.PairRequest;
import org.copyblade.lab.array.StorageSystem;
import org.copyblade.lab.array.VolumeGroup;
import org.copyblade.lab.powermax.internal.Route.Scope;

/**
 * Clone sessions between the volumes of two storage groups, and the private call that makes sessions of single volumes. The
 * public calls are there from prefix 100 on.
 */
final class CloneResource {
    private static final int SINCE = 100;
    private static final String GROUP = "/replication/symmetrix/@/storagegroup/*/clone";
    private static final String TARGETS = GROUP + "/storagegroup";
    private static final String MODIFYING = "modifying the clone resource";
    private static final Set<String> FILTERS = Set.of(
            "state",
            "differential",
            "precopy",
            "background_copy",
            "target_storage_group",
            "target_storage_group_volume_count",
            "volume_pair_count",
            "modified_tracks",
            "src_protected_tracks",
            "src_modified_tracks",
            "vse");

    private final Function<StorageSystem, CloneSessions> clones;

    CloneResource(Function<StorageSystem, CloneSessions> clones) {
        this.clones = clones;
    }

    List<Route> routes() {
        return List.of(
                Route.of("clone-targets", "GET", Scope.PUBLIC, TARGETS, this::list)
                        .since(SINCE),
                Route.of("create-clone", "POST", Scope.PUBLIC, TARGETS, this::create)
                        .since(SINCE),
                Route.of("terminate-clone", "DELETE", Scope.PUBLIC, TARGETS, this::terminate)
                        .since(SINCE),
                Route.of("clone", "GET", Scope.PUBLIC, TARGETS + "/*", this::one)
                        .since(SINCE),
                Route.of(Route.ACTION, "PUT", Scope.PUBLIC, TARGETS + "/*", this::act)
                        .since(SINCE),
                Route.of("clone-pairs", "GET", Scope.PUBLIC, GROUP + "/volume", this::pairs)
                        .since(SINCE),
                Route.of(
                                "create-pairs",
                                "POST",
                                Scope.PRIVATE,
                                "/replication/symmetrix/@/clone/volume",
                                this::createPairs)
                        .since(SINCE));
    }

    private static VolumeGroup sources(Request request) throws Refusal {
        return Members.group(request.system(), request.id());
    }

    private List<CloneState> of(StorageSystem system, VolumeGroup sources) throws ArrayException {
        return clones.apply(system).find(it -> sources.volumes().contains(it.source()));
    }

    private static Predicate<CloneSession> between(VolumeGroup sources, VolumeGroup targets) {
        return it ->
                sources.volumes().contains(it.source()) && targets.volumes().contains(it.target());
    }

    private Response list(Request request) throws Refusal, ArrayException {
        request.requireQuery(FILTERS);
        VolumeGroup sources = sources(request);
        List<CloneState> states = of(request.system(), sources).stream()
                .filter(it -> matches(request, "state", it.word()))
                .filter(it -> matches(request, "precopy", Boolean.toString(it.isPrecopied())))
                .filter(it -> matches(request, "background_copy", Boolean.toString(it.copiesInBackground())))
                .filter(it -> matches(
                        request, "differential", Boolean.toString(!it.session().endsWhenCopied())))
                .toList();
        List<String> names = request.system().groups().stream()
                .filter(group -> states.stream()
                        .anyMatch(it -> group.volumes().contains(it.session().target())))
                .map(VolumeGroup::name)
                .filter(it -> matches(request, "target_storage_group", it))
                .filter(it -> matchesPairs(request, states, it))
                .toList();
        return Response.ok(
                Documents.list("clone_target_sg_names", names).put("number_of_clone_target_sgs", names.size()));
    }

    /** By the numbers of a pair document. */
    private static boolean matchesPairs(Request request, List<CloneState> states, String target) {
        Set<String> volumes = request.system().group(target).stream()
                .flatMap(group -> group.volumes().stream())
                .collect(Collectors.toSet());
        List<CloneState> pairs = states.stream()
                .filter(it -> volumes.contains(it.session().target()))
                .toList();
        return matches(request, "target_storage_group_volume_count", Integer.toString(volumes.size()))
                && matches(request, "volume_pair_count", Integer.toString(pairs.size()))
                && matches(request, "src_protected_tracks", Integer.toString(sum(pairs, CloneState::tracksLeft)))
                && matches(request, "modified_tracks", "0")
                && matches(request, "src_modified_tracks", "0")
                && matches(request, "vse", "false");
    }

    private static boolean matches(Request request, String filter, String value) {
        return request.queryValue(filter).map(value::equalsIgnoreCase).orElse(true);
    }

    private Response one(Request request) throws Refusal, ArrayException {
        return Response.ok(document(request.system(), sources(request), targets(request)));
    }

    private static VolumeGroup targets(Request request) throws Refusal {
        return Members.group(request.system(), request.ids().get(1));
    }

    private ObjectNode document(StorageSystem system, VolumeGroup sources, VolumeGroup targets)
            throws Refusal, ArrayException {
        List<CloneState> states = clones.apply(system).find(between(sources, targets));
        if (states.isEmpty()) {
            throw Refusal.missing("clone session of " + sources.name() + " and " + targets.name());
        }
        ObjectNode document = Documents.list(
                "state", states.stream().map(CloneState::word).distinct().toList());
        return document.put("storage_group", sources.name())
                .put("storage_group_volume_count", sources.volumes().size())
                .put("target_storage_group", targets.name())
                .put("target_storage_group_volume_count", targets.volumes().size())
                .put("volume_pair_count", states.size())
                .put("modified_tracks", 0)
                .put("src_protected_tracks", sum(states, CloneState::tracksLeft))
                .put("src_modified_tracks", 0)
                .put("background_copy", states.stream().allMatch(CloneState::copiesInBackground))
                .put("differential", states.stream().noneMatch(it -> it.session()
                        .endsWhenCopied()))
                .put("precopy", states.stream().allMatch(CloneState::isPrecopied))
                .put("vse", false);
    }

    private static int sum(List<CloneState> states, ToIntFunction<CloneState> of) {
        return states.stream().mapToInt(of).sum();
    }

    private Response pairs(Request request) throws Refusal, ArrayException {
        List<CloneState> states = of(request.system(), sources(request));
        ObjectNode document = Documents.object().put("clone_count", states.size());
        ArrayNode array = document.putArray("clones");
        states.forEach(it -> array.add(it.node()));
        return Response.ok(document);
    }

    /** Creates and activates at once; the group of the targets is made if it is not there. Pairs by position (unconfirmed). */
    private Response create(Request request) throws Refusal, ArrayException {
        StorageSystem system = request.system();
        VolumeGroup sources = sources(request);
        String target = request.text("target_storage_group_name");
        Links links = new Links(system, clones.apply(system));
        List<String> volumes = links.targets(target, sources.volumes());
        List<PairRequest> pairs = links.pairs(sources.volumes(), volumes, true);
        CloneSessions sessions = clones.apply(system);
        sessions.create(pairs, Request.flag(request.body(), "establish_terminate"));
        sessions.activate(
                it -> pairs.stream().anyMatch(it::isOf),
                Request.flag(request.body(), "consistent"),
                request.failingElement());
        return Response.created(document(system, sources, Members.group(system, target)));
    }

    private Response createPairs(Request request) throws Refusal, ArrayException {
        List<PairRequest> pairs = new ArrayList<>();
        for (JsonNode pair : Request.list(request.body(), "replication_pair")) {
            pairs.add(PairRequest.ofVolumes(volume(pair, "source_volume_name"), volume(pair, "target_volume_name")));
        }
        if (pairs.isEmpty()) {
            throw Refusal.malformed("parameter 'replication_pair' is empty");
        }
        CloneSessions sessions = clones.apply(request.system());
        sessions.create(pairs, Request.flag(request.body(), "establish_terminate"));
        if (Request.flag(request.body(), "establish")) {
            sessions.activate(it -> pairs.stream().anyMatch(it::isOf), false, request.failingElement());
        }
        ObjectNode document = Documents.object();
        ArrayNode array = document.putArray("clones");
        sessions.find(it -> pairs.stream().anyMatch(it::isOf)).forEach(it -> array.add(it.node()));
        return Response.created(document.put("clone_count", array.size()));
    }

    private static String volume(JsonNode pair, String name) throws Refusal {
        return VolumeIds.inside(Request.text(pair, name)
                .orElseThrow(() -> Refusal.malformed("an element of 'replication_pair' has no " + name)));
    }

    private Response act(Request request) throws Refusal, ArrayException {
        StorageSystem system = request.system();
        VolumeGroup sources = sources(request);
        VolumeGroup targets = targets(request);
        Predicate<CloneSession> wanted = between(sources, targets);
        CloneSessions sessions = clones.apply(system);
        String action = request.text("action");
        JsonNode parameters = request.body().path(action.toLowerCase(Locale.ROOT));
        try {
            switch (action) {
                case "Establish" ->
                    sessions.activate(wanted, Request.flag(parameters, "consistent"), request.failingElement());
                case "Restore" -> sessions.restore(wanted);
                case "Split" -> sessions.split(wanted);
                case "SetMode" -> mode(sessions, wanted, request.body().path("set_mode"));
                default -> throw Refusal.malformed("there is no action '" + action + "'");
            }
        } catch (ArrayException refusal) {
            throw Refusal.of(MODIFYING, refusal);
        }
        return Response.ok(document(system, sources, targets));
    }

    private static void mode(CloneSessions sessions, Predicate<CloneSession> wanted, JsonNode mode)
            throws Refusal, ArrayException {
        boolean precopy = Request.flag(mode, "pre_copy");
        boolean copy = Request.flag(mode, "copy");
        if (!precopy && copy == Request.flag(mode, "no_copy")) {
            throw Refusal.malformed("one of copy, no_copy and pre_copy is needed");
        }
        if (precopy) {
            sessions.precopy(wanted);
        } else {
            sessions.copy(wanted, copy);
        }
    }

    private Response terminate(Request request) throws Refusal, ArrayException {
        request.requireQuery(
                Set.of("target_storage_group", "restored", "not_ready", "skip", "star", "force", "symforce"));
        StorageSystem system = request.system();
        String target = request.queryValue("target_storage_group")
                .orElseThrow(() -> Refusal.malformed("parameter 'target_storage_group' is missing"));
        Predicate<CloneSession> wanted = between(sources(request), Members.group(system, target));
        CloneSessions sessions = clones.apply(system);
        if (request.queryFlag("restored")) {
            sessions.split(wanted);
        } else {
            sessions.terminate(wanted, request.queryFlag("symforce"));
        }
        return Response.deleted();
    }
}
