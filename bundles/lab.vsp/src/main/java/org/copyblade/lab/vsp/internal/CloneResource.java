package org.copyblade.lab.vsp.internal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import org.copyblade.lab.array.ArrayException;

/** {@code /local-clone-copygroups}, {@code /local-clone-copypairs} and {@code /local-replications}. */
final class CloneResource {
    private static final String GROUPS = "/objects/local-clone-copygroups";
    private static final String PAIRS = "/objects/local-clone-copypairs";
    private static final int DEFAULT_PACE = 3;
    private static final int MOST_LDEV = 65_279;
    private static final Set<String> CREATE = Set.of(
            "copyGroupName",
            "copyPairName",
            "replicationType",
            "pvolLdevId",
            "svolLdevId",
            "isNewGroupCreation",
            "pvolDeviceGroupName",
            "svolDeviceGroupName",
            "isConsistencyGroup",
            "consistencyGroupId",
            "copyPace",
            "pvolMuNumber",
            "autoSplit",
            "quickMode",
            "isDataReductionForceCopy");

    private final Pairs pairs;
    private final Snapshots snapshots;
    private final Sessions sessions;
    private final Jobs jobs;

    CloneResource(Pairs pairs, Snapshots snapshots, Sessions sessions, Jobs jobs) {
        this.pairs = pairs;
        this.snapshots = snapshots;
        this.sessions = sessions;
        this.jobs = jobs;
    }

    /** Which pairs an id names, and where they are found. */
    private record Target(Predicate<Pair> wanted, String path) {}

    private interface Order {
        void give(Target target, Attributes parameters, Request request) throws Refusal, ArrayException;
    }

    private interface Done {
        boolean is(PairState state);
    }

    List<Route> routes() {
        List<Route> routes = new ArrayList<>(List.of(
                Route.get("copygroups", GROUPS, this::groups),
                Route.get("copygroup", GROUPS + "/*", this::group),
                Route.delete("delete-group", GROUPS + "/*", request -> delete(request, ofGroup(request))),
                Route.get("copypairs", PAIRS, this::list),
                Route.get("copypair", PAIRS + "/*", this::pair),
                Route.post("create-pair", PAIRS, this::create),
                Route.delete("delete-pair", PAIRS + "/*", request -> delete(request, ofPair(request))),
                Route.get("local-replications", "/objects/local-replications", this::replications)));
        action(
                routes,
                "split",
                Set.of("quickMode", "copyPace", "forceSuspend", "forceSplit"),
                this::split,
                state -> state.isSplit() && !state.isSplitting());
        action(routes, "resync", Set.of("quickMode", "copyPace"), this::resync, CloneResource::follows);
        action(routes, "restore", Set.of("quickMode", "copyPace"), this::restore, CloneResource::follows);
        return routes;
    }

    /** The same for a group, under the verb's own name, and for one pair. */
    private void action(List<Route> routes, String verb, Set<String> known, Order order, Done done) {
        String path = "/*/actions/" + verb;
        routes.add(Route.act(verb, GROUPS + path, request -> act(request, ofGroup(request), known, order, done)));
        routes.add(
                Route.act(verb + "-pair", PAIRS + path, request -> act(request, ofPair(request), known, order, done)));
        Route.Action template = request -> {
            ObjectNode node = JsonNodeFactory.instance.objectNode();
            ObjectNode parameters = node.putObject("parameters");
            known.stream().sorted().forEach(parameters::putNull);
            return Response.ok(node);
        };
        routes.add(Route.get(verb + "-template", GROUPS + path, template));
        routes.add(Route.get(verb + "-template", PAIRS + path, template));
    }

    private static boolean follows(PairState state) {
        return state.pvolStatus().equals("PAIR");
    }

    private Response groups(Request request) throws Refusal {
        request.requireQuery(Set.of());
        Map<String, ObjectNode> groups = new LinkedHashMap<>();
        pairs.find(pair -> true).forEach(state -> groups.put(state.pair().groupId(), groupNode(state.pair())));
        return Response.list(List.copyOf(groups.values()));
    }

    private Response group(Request request) throws Refusal {
        List<PairState> states = pairs.find(ofGroup(request).wanted());
        if (states.isEmpty()) {
            throw Refusal.missing("Copy group " + request.id());
        }
        ObjectNode node = groupNode(states.get(0).pair());
        ArrayNode array = node.putArray("copyPairs");
        states.forEach(state -> array.add(state.node()));
        return Response.ok(node);
    }

    private static ObjectNode groupNode(Pair pair) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("copyGroupName", pair.group())
                .put("pvolDeviceGroupName", pair.pvolGroup())
                .put("svolDeviceGroupName", pair.svolGroup())
                .put("localCloneCopygroupId", pair.groupId());
    }

    private Response list(Request request) throws Refusal {
        request.requireQuery(Set.of("localCloneCopyGroupId", "refresh"));
        String id = request.query().get("localCloneCopyGroupId");
        if (id == null) {
            throw Refusal.of(400, Codes.ATTRIBUTE_MISSING, "Parameter 'localCloneCopyGroupId' is missing.");
        }
        List<PairState> states = pairs.find(pair -> pair.groupId().equals(id));
        if (states.isEmpty()) {
            throw Refusal.missing("Copy group " + id);
        }
        return Response.list(states.stream().map(PairState::node).toList());
    }

    private Response pair(Request request) throws Refusal {
        return Response.ok(pairs.find(ofPair(request).wanted()).stream()
                .findFirst()
                .orElseThrow(() -> Refusal.missing("Copy pair " + request.id()))
                .node());
    }

    /** The fields are (unconfirmed). */
    private Response replications(Request request) throws Refusal {
        request.requireQuery(Set.of());
        return Response.list(
                pairs.find(pair -> true).stream().map(PairState::node).toList());
    }

    private Response create(Request request) throws Refusal, InterruptedException {
        Attributes attributes = request.attributes();
        attributes.requireKnown(CREATE);
        if (!Attributes.required(attributes.text("replicationType"), "replicationType")
                .equals("SI")) {
            throw Refusal.malformed("Attribute 'replicationType' is not SI.");
        }
        PairRules.Wanted wanted = wanted(attributes);
        boolean split = attributes.flag("autoSplit").orElse(false);
        boolean quick = attributes.flag("quickMode").orElse(false);
        if (quick && !split || split && wanted.isConsistencyGroup()) {
            throw Refusal.malformed("quickMode is for autoSplit only, and autoSplit not for a consistency group.");
        }
        sessions.requireUnlocked(request.session());
        String id = String.join(",", wanted.group(), wanted.pvolGroup(), wanted.svolGroup(), wanted.name());
        Target target = new Target(pair -> pair.id().equals(id), PAIRS + "/" + id);
        return jobs.start(request, () -> {
            snapshots.requireFree(wanted.svol());
            pairs.create(wanted);
            if (split) {
                pairs.split(target.wanted(), quick, OptionalInt.empty(), OptionalInt.empty());
            }
            return outcome(target, split ? state -> state.isSplit() && !state.isSplitting() : CloneResource::follows);
        });
    }

    private static PairRules.Wanted wanted(Attributes attributes) throws Refusal {
        String group = Attributes.required(attributes.text("copyGroupName"), "copyGroupName");
        Optional<Integer> consistency = attributes.number("consistencyGroupId", 0, 255);
        return new PairRules.Wanted(
                group,
                attributes.text("pvolDeviceGroupName").orElse(group + "P_"),
                attributes.text("svolDeviceGroupName").orElse(group + "S_"),
                Attributes.required(attributes.text("copyPairName"), "copyPairName"),
                Attributes.required(attributes.number("pvolLdevId", 0, MOST_LDEV), "pvolLdevId"),
                Attributes.required(attributes.number("svolLdevId", 0, MOST_LDEV), "svolLdevId"),
                Attributes.required(attributes.flag("isNewGroupCreation"), "isNewGroupCreation"),
                optional(attributes.number("pvolMuNumber", 0, 2)),
                attributes.flag("isConsistencyGroup").orElse(false) || consistency.isPresent(),
                optional(consistency),
                attributes.number("copyPace", 1, 15).orElse(DEFAULT_PACE),
                attributes.flag("isDataReductionForceCopy").orElse(false));
    }

    private static OptionalInt optional(Optional<Integer> number) {
        return number.map(OptionalInt::of).orElseGet(OptionalInt::empty);
    }

    private Response act(Request request, Target target, Set<String> known, Order order, Done done)
            throws Refusal, InterruptedException {
        Attributes parameters = request.parameters();
        parameters.requireKnown(known);
        return jobs.start(request, () -> {
            order.give(target, parameters, request);
            return outcome(target, done);
        });
    }

    private void split(Target target, Attributes parameters, Request request) throws Refusal, ArrayException {
        boolean quick = parameters.flag("quickMode").orElse(false);
        OptionalInt pace = optional(parameters.number("copyPace", 1, 15));
        if (parameters.flag("forceSplit").orElse(false)) {
            throw Refusal.malformed("forceSplit is for migration pairs only.");
        }
        if (parameters.flag("forceSuspend").orElse(false)) {
            pairs.suspend(target.wanted());
        } else {
            pairs.split(target.wanted(), quick, pace, request.failingElement());
        }
    }

    private void resync(Target target, Attributes parameters, Request request) throws Refusal, ArrayException {
        pairs.resync(
                target.wanted(),
                parameters.flag("quickMode").orElse(false),
                optional(parameters.number("copyPace", 1, 15)));
    }

    private void restore(Target target, Attributes parameters, Request request) throws Refusal, ArrayException {
        pairs.restore(
                target.wanted(),
                parameters.flag("quickMode").orElse(false),
                optional(parameters.number("copyPace", 1, 15)));
    }

    private Response delete(Request request, Target target) throws Refusal, InterruptedException {
        Attributes attributes = request.attributes();
        attributes.requireKnown(Set.of("forceDelete"));
        boolean force = attributes.flag("forceDelete").orElse(false);
        sessions.requireUnlocked(request.session());
        return jobs.start(request, () -> {
            pairs.delete(target.wanted(), force);
            return Jobs.Outcome.done(target.path());
        });
    }

    /** A pair that is suspended never gets where the order wants it: the job is over then too. */
    private Jobs.Outcome outcome(Target target, Done done) {
        return new Jobs.Outcome(List.of(target.path()), false, () -> pairs.find(target.wanted()).stream()
                .allMatch(state -> done.is(state) || state.pvolStatus().equals("PSUE")));
    }

    private static Target ofGroup(Request request) throws Refusal {
        String id = String.join(",", request.parts(3, "Copy group"));
        return new Target(pair -> pair.groupId().equals(id), GROUPS + "/" + id);
    }

    private static Target ofPair(Request request) throws Refusal {
        String id = String.join(",", request.parts(4, "Copy pair"));
        return new Target(pair -> pair.id().equals(id), PAIRS + "/" + id);
    }
}
