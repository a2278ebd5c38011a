package org.copyblade.lab.powermax.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.copyblade.lab.array.ArrayException;
import org.copyblade.lab.array.Snapshot;
import org.copyblade.lab.array.StorageSystem;
import org.copyblade.lab.array.VolumeGroup;
import org.copyblade.lab.powermax.internal.Route.Scope;

/** Snapshots of a storage group: the public API. */
final class SnapshotResource {
    private static final String BASE = "/replication/symmetrix/@/storagegroup/*/snapshot";
    private static final String CREATING = "creating the snapshot resource";
    private static final String DELETING = "deleting the snapshot generation resources";

    /** Prefixes before this one answer the list of a group without snapshots with 404. */
    private static final int EMPTY_LISTS = 100;

    private final Function<StorageSystem, CloneSessions> clones;

    SnapshotResource(Function<StorageSystem, CloneSessions> clones) {
        this.clones = clones;
    }

    List<Route> routes() {
        return List.of(
                Route.of("snapshots", "GET", Scope.PUBLIC, BASE, this::list),
                Route.of("establish", "POST", Scope.PUBLIC, BASE, this::establish),
                Route.of("terminate", "DELETE", Scope.PUBLIC, BASE, this::terminateMany)
                        .since(100),
                Route.of("snapshot", "GET", Scope.PUBLIC, BASE + "/*", this::named),
                Route.of("generations", "GET", Scope.PUBLIC, BASE + "/*/generation", this::generations),
                Route.of("snapids", "GET", Scope.PUBLIC, BASE + "/*/snapid", this::snapids),
                Route.of("mapping", "GET", Scope.PUBLIC, BASE + "/*/mapping", this::mapping)
                        .since(100),
                Route.of("generation", "GET", Scope.PUBLIC, BASE + "/*/generation/*", this::generation),
                Route.of("snapid", "GET", Scope.PUBLIC, BASE + "/*/snapid/*", this::snapid),
                Route.of(Route.ACTION, "PUT", Scope.PUBLIC, BASE + "/*/generation/*", it -> act(it, false)),
                Route.of(Route.ACTION, "PUT", Scope.PUBLIC, BASE + "/*/snapid/*", it -> act(it, true)),
                Route.of("terminate", "DELETE", Scope.PUBLIC, BASE + "/*/generation/*", it -> terminate(it, false)),
                Route.of("terminate", "DELETE", Scope.PUBLIC, BASE + "/*/snapid/*", it -> terminate(it, true)));
    }

    private static VolumeGroup group(Request request) throws Refusal {
        return Members.group(request.system(), request.id());
    }

    private static Points points(Request request) throws Refusal {
        return Points.of(request.system(), group(request).volumes());
    }

    private static String name(Request request) {
        return request.ids().get(1);
    }

    private Response list(Request request) throws Refusal {
        request.requireQuery(Set.of("exclude_manual_snaps", "exclude_sl_snaps"));
        Points points = points(request);
        List<String> names = request.queryFlag("exclude_manual_snaps") ? List.of() : points.names();
        if (names.isEmpty() && request.version() < EMPTY_LISTS) {
            throw new Refusal(404, "No snapshot named found");
        }
        ObjectNode document = Documents.list("name", names);
        Documents.put(document, "sl_snapshot_name", List.of());
        ArrayNode counts = document.putArray("snapshot_names_and_counts");
        for (String name : names) {
            List<Snapshot> named = points.named(name);
            counts.addObject()
                    .put("name", name)
                    .put("snapshot_count", named.size())
                    .put("newest_timestamp_utc", named.get(0).taken().toEpochMilli());
        }
        return Response.ok(document);
    }

    private Response establish(Request request) throws Refusal, ArrayException {
        String name = SnapshotNames.require(request.text("snapshotName"));
        VolumeGroup group = group(request);
        Snapshot.Term term = Terms.of(request.body(), "timeToLive", "secure", "timeInHours");
        Snapshot snapshot = Taking.take(request, CREATING, name, group.volumes(), term);
        return Response.created(new PointDocument(request.system(), group, snapshot).ofGeneration());
    }

    private Response named(Request request) throws Refusal {
        List<Snapshot> named = points(request).require(name(request));
        return Response.ok(Documents.object().put("name", name(request)).put("generationCount", named.size()));
    }

    private Response generations(Request request) throws Refusal {
        List<Snapshot> named = points(request).require(name(request));
        ObjectNode document = Documents.object();
        ArrayNode generations = document.putArray("generations");
        for (int generation = 0; generation < named.size(); generation++) {
            generations.add(generation);
        }
        return Response.ok(document);
    }

    private Response snapids(Request request) throws Refusal {
        ObjectNode document = Documents.object();
        ArrayNode snapids = document.putArray("snapids");
        points(request).require(name(request)).forEach(it -> snapids.add(it.id()));
        return Response.ok(document);
    }

    private Response mapping(Request request) throws Refusal {
        List<Snapshot> named = points(request).require(name(request));
        ObjectNode document = Documents.object()
                .put("snapshot_name", name(request))
                .put("query_timestamp_utc", System.currentTimeMillis());
        ArrayNode mappings = document.putArray("mappings");
        for (int generation = 0; generation < named.size(); generation++) {
            Snapshot snapshot = named.get(generation);
            mappings.addObject()
                    .put("generation", generation)
                    .put("snapid", snapshot.id())
                    .put("snapshot_timestamp_utc", snapshot.taken().toEpochMilli());
        }
        return Response.ok(document);
    }

    private Response generation(Request request) throws Refusal {
        return Response.ok(new PointDocument(request.system(), group(request), chosen(request, false)).ofGeneration());
    }

    private Response snapid(Request request) throws Refusal {
        return Response.ok(new PointDocument(request.system(), group(request), chosen(request, true)).ofSnapid());
    }

    private static Snapshot chosen(Request request, boolean bySnapid) throws Refusal {
        String number = request.ids().get(2);
        Points points = points(request);
        return bySnapid ? points.snapid(name(request), number) : points.generation(name(request), number);
    }

    private Response act(Request request, boolean bySnapid) throws Refusal, ArrayException {
        StorageSystem system = request.system();
        VolumeGroup group = group(request);
        Snapshot snapshot = chosen(request, bySnapid);
        String action = request.text("action");
        JsonNode body = request.body();
        switch (action) {
            case "Link", "Relink", "Unlink", "SetMode" -> linkAction(request, action, snapshot, group, bySnapid);
            case "Restore" -> Restores.restore(system, snapshot, sources(snapshot, group, false));
            case "Rename" -> {
                String key = bySnapid ? "new_snapshot_name" : "newSnapshotName";
                String name = Request.text(body.path("rename"), key)
                        .orElseThrow(() -> Refusal.malformed("parameter '" + key + "' is missing"));
                system.snapshots().rename(snapshot.id(), SnapshotNames.require(name));
            }
            case "SetTimeToLive" -> Terming.change(system, snapshot, body, bySnapid, "time_to_live", "timeToLive");
            case "SetSecure" -> Terming.change(system, snapshot, body, bySnapid, "secure", "secure");
            case "Persist" -> {
                // Only snapshots of a policy end by themselves without a term, and the lab has no policies.
            }
            default -> throw Refusal.malformed("there is no action '" + action + "'");
        }
        Snapshot now = system.snapshots().find(snapshot.id()).orElse(snapshot);
        return Response.ok(new PointDocument(system, group, now).ofGeneration());
    }

    private void linkAction(Request request, String action, Snapshot snapshot, VolumeGroup group, boolean bySnapid)
            throws Refusal, ArrayException {
        String object = action.equals("SetMode") ? bySnapid ? "set_mode" : "setMode" : action.toLowerCase(Locale.ROOT);
        String camel = action.equals("SetMode") ? "linkedStorageGroupName" : object + "StorageGroupName";
        String key = bySnapid ? "storage_group_name" : camel;
        JsonNode parameters = request.body().path(object);
        String target = Request.text(parameters, key)
                .orElseThrow(() -> Refusal.malformed("parameter '" + object + "." + key + "' is missing"));
        boolean copy = Request.flag(parameters, "copy");
        boolean exact = Request.flag(parameters, "exact");
        Links links = new Links(request.system(), clones.apply(request.system()));
        List<String> sources = sources(snapshot, group, false);
        switch (action) {
            case "Link" -> links.link(snapshot, links.pairs(sources, links.targets(target, sources), exact), copy);
            case "Relink" -> {
                List<String> targets = Members.group(request.system(), target).volumes();
                links.relink(snapshot, Relinks.pairs(request.system(), sources, targets), copy);
            }
            case "Unlink" ->
                links.unlink(
                        snapshot,
                        Members.group(request.system(), target).volumes(),
                        Request.flag(parameters, "symforce"));
            default ->
                links.setMode(snapshot, Members.group(request.system(), target).volumes(), copy);
        }
    }

    /** The volumes of the group that the snapshot has; without force it must have all. */
    private static List<String> sources(Snapshot snapshot, VolumeGroup group, boolean force) throws Refusal {
        List<String> sources = group.volumes().stream()
                .filter(it -> snapshot.image(it).isPresent())
                .toList();
        if (sources.size() < group.volumes().size() && !force) {
            throw Refusal.byArray(DELETING, "No snapshot was found");
        }
        return sources;
    }

    private Response terminate(Request request, boolean bySnapid) throws Refusal, ArrayException {
        request.requireQuery(Set.of("force", "symforce", "star"));
        Snapshot snapshot = chosen(request, bySnapid);
        terminate(request, snapshot);
        return Response.deleted();
    }

    /** Ends the restore session if there is one, and else the snapshot. */
    private static void terminate(Request request, Snapshot snapshot) throws Refusal {
        boolean force = request.queryFlag("force");
        List<String> sources = sources(snapshot, group(request), force);
        List<String> restored = sources.stream()
                .filter(it -> snapshot.image(it).orElseThrow().restored())
                .toList();
        try {
            if (restored.isEmpty()) {
                request.system().snapshots().terminate(snapshot.id(), sources);
            } else {
                request.system().snapshots().endRestore(snapshot.id(), restored);
            }
        } catch (ArrayException refusal) {
            throw Refusal.of(DELETING, refusal);
        }
    }

    private Response terminateMany(Request request) throws Refusal, ArrayException {
        request.requireQuery(
                Set.of("snapshot_name", "terminate_all_snapshots", "keep_count", "snapset_id_and_older", "force"));
        Points points = points(request);
        Optional<String> name = request.queryValue("snapshot_name");
        List<Snapshot> candidates = new ArrayList<>(name.isPresent() ? points.require(name.get()) : points.all());
        Optional<String> keep = request.queryValue("keep_count");
        Optional<String> oldest = request.queryValue("snapset_id_and_older");
        if (keep.isPresent()) {
            int kept = keep.get().matches("[0-9]{1,6}") ? Integer.parseInt(keep.get()) : candidates.size();
            candidates.subList(0, Math.min(kept, candidates.size())).clear();
        } else if (oldest.isPresent()) {
            candidates.removeIf(it -> !oldest.get().matches("[0-9]{1,18}") || it.id() > Long.parseLong(oldest.get()));
        } else if (name.isEmpty() && !request.queryFlag("terminate_all_snapshots")) {
            throw Refusal.malformed("nothing says which snapshots are to be terminated");
        }
        for (Snapshot snapshot : candidates) {
            terminate(request, snapshot);
        }
        return Response.deleted();
    }
}
