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

/** {@code /snapshots}, {@code /snapshot-groups} and {@code /snapshot-replications}. */
final class SnapshotResource {
    private static final String SNAPSHOTS = "/objects/snapshots";
    private static final String GROUPS = "/objects/snapshot-groups";
    private static final int MOST_LDEV = 65_279;
    private static final Set<String> CREATE = Set.of(
            "snapshotGroupName",
            "snapshotPoolId",
            "pvolLdevId",
            "svolLdevId",
            "muNumber",
            "isConsistencyGroup",
            "autoSplit",
            "canCascade",
            "isClone",
            "copySpeed",
            "isDataReductionForceCopy");

    private final Snapshots snapshots;
    private final Sessions sessions;
    private final Jobs jobs;

    SnapshotResource(Snapshots snapshots, Sessions sessions, Jobs jobs) {
        this.snapshots = snapshots;
        this.sessions = sessions;
        this.jobs = jobs;
    }

    private interface Order {
        void give(Predicate<Snapshot> wanted, Request request) throws Refusal, ArrayException;
    }

    List<Route> routes() {
        List<Route> routes = new ArrayList<>(List.of(
                Route.get("snapshots", SNAPSHOTS, this::list),
                Route.get("snapshot", SNAPSHOTS + "/*", this::one),
                Route.post("create-snapshot", SNAPSHOTS, this::create),
                Route.delete("delete-snapshot", SNAPSHOTS + "/*", this::delete),
                Route.get("snapshot-groups", GROUPS, this::groups),
                Route.get("snapshot-group", GROUPS + "/*", this::group),
                Route.get("snapshot-replications", "/objects/snapshot-replications", this::all)));
        action(routes, "split", Set.of(), (wanted, request) -> snapshots.split(wanted, request.failingElement()));
        action(routes, "resync", Set.of("autoSplit"), (wanted, request) -> snapshots.resync(wanted));
        action(routes, "restore", Set.of("autoSplit"), (wanted, request) -> snapshots.restore(wanted));
        return routes;
    }

    /** The same for a group and for one snapshot. */
    private void action(List<Route> routes, String verb, Set<String> known, Order order) {
        routes.add(Route.act(
                verb + "-snapshots",
                GROUPS + "/*/actions/" + verb,
                request -> act(request, known, ofGroup(request.id()), GROUPS, order)));
        routes.add(Route.act(
                verb + "-snapshot",
                SNAPSHOTS + "/*/actions/" + verb,
                request -> act(request, known, ofId(request), SNAPSHOTS, order)));
    }

    private Response act(Request request, Set<String> known, Predicate<Snapshot> wanted, String base, Order order)
            throws Refusal, InterruptedException {
        Attributes parameters = request.parameters();
        parameters.requireKnown(known);
        if (parameters.flag("autoSplit").orElse(false)) {
            throw Refusal.malformed("The laboratory does not split at the end of an order.");
        }
        return jobs.start(request, () -> {
            order.give(wanted, request);
            return new Jobs.Outcome(
                    List.of(base + "/" + request.id()), false, () -> snapshots.find(wanted).values().stream()
                            .noneMatch("RCPY"::equals));
        });
    }

    private Response create(Request request) throws Refusal, InterruptedException {
        Attributes attributes = request.attributes();
        attributes.requireKnown(CREATE);
        boolean unsupported = attributes.flag("autoSplit").orElse(false)
                || attributes.flag("canCascade").orElse(false)
                || attributes.flag("isClone").orElse(false);
        if (unsupported) {
            throw Refusal.malformed("The laboratory makes no cascades and no clones, and splits by order only.");
        }
        String group = Attributes.required(attributes.text("snapshotGroupName"), "snapshotGroupName");
        if (!group.matches("[A-Za-z0-9_.@-]{1,32}")) {
            throw Refusal.malformed("Attribute 'snapshotGroupName' has not 1 to 32 of the characters of names.");
        }
        Optional<Integer> unit = attributes.number("muNumber", 0, 1023);
        Snapshots.Wanted wanted = new Snapshots.Wanted(
                group,
                Attributes.required(attributes.number("pvolLdevId", 0, MOST_LDEV), "pvolLdevId"),
                Attributes.required(attributes.number("svolLdevId", 0, MOST_LDEV), "svolLdevId"),
                Attributes.required(attributes.number("snapshotPoolId", 0, 127), "snapshotPoolId"),
                unit.map(OptionalInt::of).orElseGet(OptionalInt::empty),
                attributes.flag("isConsistencyGroup").orElse(false));
        sessions.requireUnlocked(request.session());
        return jobs.start(request, () -> Jobs.Outcome.done(SNAPSHOTS + "/" + snapshots.create(wanted)));
    }

    private Response delete(Request request) throws Refusal, InterruptedException {
        Predicate<Snapshot> wanted = ofId(request);
        request.attributes().requireKnown(Set.of());
        sessions.requireUnlocked(request.session());
        return jobs.start(request, () -> {
            snapshots.delete(wanted);
            return Jobs.Outcome.done(SNAPSHOTS + "/" + request.id());
        });
    }

    private Response list(Request request) throws Refusal {
        request.requireQuery(Set.of("snapshotGroupName", "pvolLdevId", "muNumber", "svolLdevId"));
        Optional<Integer> pvol = request.queryNumber("pvolLdevId", 0, MOST_LDEV);
        Optional<Integer> svol = request.queryNumber("svolLdevId", 0, MOST_LDEV);
        Optional<Integer> unit = request.queryNumber("muNumber", 0, 1023);
        Optional<String> group = Optional.ofNullable(request.query().get("snapshotGroupName"));
        if (pvol.isEmpty() && svol.isEmpty() && group.isEmpty()) {
            throw Refusal.of(400, Codes.ATTRIBUTE_MISSING, "No snapshot group, P-VOL or S-VOL is named.");
        }
        return nodes(it -> pvol.orElse(it.pvol()) == it.pvol()
                && svol.orElse(it.svol()) == it.svol()
                && unit.orElse(it.mirrorUnit()) == it.mirrorUnit()
                && group.orElse(it.group()).equals(it.group()));
    }

    private Response all(Request request) throws Refusal {
        request.requireQuery(Set.of());
        return nodes(it -> true);
    }

    private Response nodes(Predicate<Snapshot> wanted) {
        List<ObjectNode> nodes = new ArrayList<>();
        snapshots.find(wanted).forEach((snapshot, status) -> nodes.add(snapshot.node(status)));
        return Response.list(nodes);
    }

    private Response one(Request request) throws Refusal {
        Map.Entry<Snapshot, String> found = snapshots.find(ofId(request)).entrySet().stream()
                .findFirst()
                .orElseThrow(() -> Refusal.missing("Snapshot " + request.id()));
        return Response.ok(found.getKey().node(found.getValue()));
    }

    private Response groups(Request request) throws Refusal {
        request.requireQuery(Set.of());
        Map<String, ObjectNode> groups = new LinkedHashMap<>();
        snapshots.find(it -> true).keySet().forEach(it -> groups.put(it.group(), groupNode(it.group())));
        return Response.list(List.copyOf(groups.values()));
    }

    private Response group(Request request) throws Refusal {
        Map<Snapshot, String> found = snapshots.find(ofGroup(request.id()));
        if (found.isEmpty()) {
            throw Refusal.missing("Snapshot group " + request.id());
        }
        ObjectNode node = groupNode(request.id());
        ArrayNode array = node.putArray("snapshots");
        found.forEach((snapshot, status) -> array.add(snapshot.node(status)));
        return Response.ok(node);
    }

    private static ObjectNode groupNode(String name) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("snapshotGroupName", name)
                .put("snapshotGroupId", name);
    }

    private static Predicate<Snapshot> ofGroup(String name) {
        return snapshot -> snapshot.group().equals(name);
    }

    private static Predicate<Snapshot> ofId(Request request) throws Refusal {
        String id = String.join(",", request.parts(2, "Snapshot"));
        return snapshot -> snapshot.id().equals(id);
    }
}
