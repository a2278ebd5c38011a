package org.copyblade.lab.powermax.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.copyblade.lab.array.ArrayException;
import org.copyblade.lab.array.PairRequest;
import org.copyblade.lab.array.Snapshot;
import org.copyblade.lab.array.StorageSystem;
import org.copyblade.lab.powermax.internal.Route.Scope;

/** Snapshots of a list of volumes: what the private API changes. */
final class DeviceSnapshots {
    private static final String BASE = "/replication/symmetrix/@/snapshot/*";
    private static final String SOURCES = "deviceNameListSource";
    private static final String TARGETS = "deviceNameListTarget";

    private final Function<StorageSystem, CloneSessions> clones;

    DeviceSnapshots(Function<StorageSystem, CloneSessions> clones) {
        this.clones = clones;
    }

    List<Route> routes() {
        return List.of(
                Route.of("establish", "POST", Scope.PRIVATE, BASE, this::establish),
                Route.of(Route.ACTION, "PUT", Scope.PRIVATE, BASE, this::act),
                Route.of("terminate", "DELETE", Scope.PRIVATE, BASE, this::terminate));
    }

    private Response establish(Request request) throws Refusal, ArrayException {
        String name = SnapshotNames.require(request.id());
        List<String> sources = sources(request);
        Snapshot.Term term = Terms.of(request.body(), "timeToLive", "securettl", "timeInHours");
        Snapshot snapshot = Taking.take(request, "creating the snapshot resources", name, sources, term);
        ObjectNode document = Documents.object().put("snapshotName", name).put("snap_id", snapshot.id());
        return Response.created(document);
    }

    private static List<String> sources(Request request) throws Refusal {
        List<String> sources = request.devices(SOURCES);
        if (sources.isEmpty()) {
            throw Refusal.malformed("parameter '" + SOURCES + "' is empty");
        }
        for (String source : sources) {
            Members.volume(request.system(), source);
        }
        return sources;
    }

    private static Map<Snapshot, List<String>> chosen(Request request) throws Refusal {
        return Points.chosen(
                request.system(),
                sources(request),
                request.id(),
                Request.number(request.body(), "snap_id"),
                Request.number(request.body(), "generation").orElse(0L));
    }

    private Response act(Request request) throws Refusal, ArrayException {
        StorageSystem system = request.system();
        String action = request.text("action");
        Map<Snapshot, List<String>> chosen = chosen(request);
        switch (action) {
            case "Link", "Relink" -> link(request, chosen, action.equals("Relink"));
            case "Unlink" -> unlink(request, chosen);
            case "Restore" -> {
                for (Map.Entry<Snapshot, List<String>> entry : chosen.entrySet()) {
                    Restores.restore(system, entry.getKey(), entry.getValue());
                }
            }
            case "Rename" -> {
                String name = SnapshotNames.require(request.text("newsnapshotname"));
                for (Snapshot snapshot : chosen.keySet()) {
                    system.snapshots().rename(snapshot.id(), name);
                }
            }
            default -> throw Refusal.malformed("there is no action '" + action + "'");
        }
        return Response.ok(Documents.object().put("snapshotName", request.id()));
    }

    private void link(Request request, Map<Snapshot, List<String>> chosen, boolean again)
            throws Refusal, ArrayException {
        List<String> sources = request.devices(SOURCES);
        List<String> targets = request.devices(TARGETS);
        if (sources.size() != targets.size()) {
            throw Refusal.malformed("there are " + sources.size() + " sources and " + targets.size() + " targets");
        }
        for (String target : targets) {
            Members.volume(request.system(), target);
        }
        Links links = new Links(request.system(), clones.apply(request.system()));
        List<PairRequest> pairs = links.pairs(sources, targets, Request.flag(request.body(), "exact"));
        boolean copy = Request.flag(request.body(), "copy");
        for (Map.Entry<Snapshot, List<String>> entry : chosen.entrySet()) {
            List<PairRequest> own = pairs.stream()
                    .filter(it -> entry.getValue().contains(it.source()))
                    .toList();
            if (again) {
                links.relink(entry.getKey(), own, copy);
            } else {
                links.link(entry.getKey(), own, copy);
            }
        }
    }

    private void unlink(Request request, Map<Snapshot, List<String>> chosen) throws Refusal, ArrayException {
        List<String> targets = request.devices(TARGETS);
        Links links = new Links(request.system(), clones.apply(request.system()));
        for (Map.Entry<Snapshot, List<String>> entry : chosen.entrySet()) {
            List<String> own = entry.getKey().links().stream()
                    .filter(it -> entry.getValue().contains(it.source()))
                    .map(Snapshot.Link::target)
                    .filter(targets::contains)
                    .toList();
            links.unlink(entry.getKey(), own, Request.flag(request.body(), "symforce"));
        }
    }

    /** Ends the restore session where the body says so, and else the snapshot. */
    private Response terminate(Request request) throws Refusal, ArrayException {
        boolean sessions = Request.flag(request.body(), "restore");
        List<Map.Entry<Snapshot, List<String>>> chosen =
                new ArrayList<>(chosen(request).entrySet());
        for (Map.Entry<Snapshot, List<String>> entry : chosen) {
            long id = entry.getKey().id();
            Optional<Snapshot.Image> open = entry.getKey().images().stream()
                    .filter(it -> it.restored() && entry.getValue().contains(it.source()))
                    .findFirst();
            if (sessions && open.isEmpty()) {
                throw Refusal.byArray(
                        "deleting the snapshot resources", "The device is already in the desired state or mode");
            }
            try {
                if (sessions) {
                    request.system().snapshots().endRestore(id, entry.getValue());
                } else {
                    request.system().snapshots().terminate(id, entry.getValue());
                }
            } catch (ArrayException refusal) {
                throw Refusal.of("deleting the snapshot resources", refusal);
            }
        }
        return Response.deleted();
    }
}
