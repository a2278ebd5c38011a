package org.copyblade.lab.powermax.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.copyblade.lab.array.ArrayException;
import org.copyblade.lab.array.Snapshot;
import org.copyblade.lab.array.StorageSystem;
import org.copyblade.lab.array.Volume;
import org.copyblade.lab.array.VolumeGroup;
import org.copyblade.lab.powermax.internal.Route.Scope;

/** Storage groups, as provisioning and as replication see them. */
final class StorageGroups {
    private static final String BASE = "/sloprovisioning/symmetrix/@/storagegroup";
    private static final String REPLICATION = "/replication/symmetrix/@/storagegroup";
    private static final int MOST_VOLUMES = 4096;

    private final Function<StorageSystem, CloneSessions> clones;

    StorageGroups(Function<StorageSystem, CloneSessions> clones) {
        this.clones = clones;
    }

    List<Route> routes() {
        return List.of(
                Route.of("groups", "GET", Scope.PUBLIC, BASE, this::list),
                Route.of("group", "GET", Scope.PUBLIC, BASE + "/*", this::one),
                Route.of("create-group", "POST", Scope.PUBLIC, BASE, this::create),
                Route.of("edit-group", "PUT", Scope.PUBLIC, BASE + "/*", this::edit),
                Route.of("delete-group", "DELETE", Scope.PUBLIC, BASE + "/*", this::delete),
                Route.of("replication", "GET", Scope.PUBLIC, "/replication/symmetrix/@", this::replication),
                Route.of("replicated-groups", "GET", Scope.PUBLIC, REPLICATION, this::replicated),
                Route.of("replicated-group", "GET", Scope.PUBLIC, REPLICATION + "/*", this::replicatedOne));
    }

    private Response list(Request request) throws Refusal {
        request.requireQuery(Set.of("storageGroupId"));
        String wanted = request.queryValue("storageGroupId").orElse("<like>");
        boolean part = wanted.startsWith("<like>");
        String text = part ? wanted.substring("<like>".length()) : wanted;
        return Response.ok(Documents.list(
                "storageGroupId",
                request.system().groups().stream()
                        .map(VolumeGroup::name)
                        .filter(it -> part ? it.contains(text) : it.equals(text))
                        .toList()));
    }

    private Response one(Request request) throws Refusal {
        return Response.ok(document(request.system(), Members.group(request.system(), request.id())));
    }

    private static ObjectNode document(StorageSystem system, VolumeGroup group) throws Refusal {
        List<Volume> volumes = Members.volumes(system, group);
        long bytes = volumes.stream().mapToLong(Volume::capacityBytes).sum();
        ObjectNode document = Documents.object()
                .put("storageGroupId", group.name())
                .put("slo", "NONE")
                .put("srp", "none")
                .put("type", "Standalone")
                .put("num_of_vols", volumes.size())
                .put("num_of_child_sgs", 0)
                .put("num_of_parent_sgs", 0)
                .put(
                        "num_of_snapshots",
                        Points.of(system, group.volumes()).all().size())
                .put("cap_gb", Documents.gigabytes(bytes))
                .put("device_emulation", volumes.isEmpty() ? "N/A" : VolumeIds.emulation(volumes.get(0)));
        Documents.put(document, "child_storage_group", List.of());
        Documents.put(document, "parent_storage_group", List.of());
        return document;
    }

    private Response create(Request request) throws Refusal, ArrayException {
        String name = request.text("storageGroupId");
        if (!name.matches("[A-Za-z0-9_-]{1,64}")) {
            throw Refusal.malformed("'" + name + "' is no name of a storage group");
        }
        synchronized (this) {
            if (request.system().group(name).isPresent()) {
                throw new Refusal(409, "The storage group name " + name + " is already in use");
            }
            VolumeGroup group = new VolumeGroup(name, List.of());
            request.system().put(group);
            return Response.created(document(request.system(), group));
        }
    }

    private Response edit(Request request) throws Refusal, ArrayException {
        JsonNode action = request.body().path("editStorageGroupActionParam");
        JsonNode added = action.path("expandStorageGroupParam").path("addSpecificVolumeParam");
        JsonNode removed = action.path("removeVolumeParam");
        if (added.isObject() == removed.isObject()) {
            throw Refusal.malformed(
                    "one of expandStorageGroupParam.addSpecificVolumeParam and removeVolumeParam is needed");
        }
        List<String> named = new ArrayList<>();
        for (JsonNode id : Request.list(added.isObject() ? added : removed, "volumeId")) {
            String volume = VolumeIds.inside(id.asText());
            Members.volume(request.system(), volume);
            named.add(volume);
        }
        if (named.isEmpty()) {
            throw Refusal.malformed("parameter 'volumeId' is empty");
        }
        synchronized (this) {
            VolumeGroup group = Members.group(request.system(), request.id());
            List<String> volumes = new ArrayList<>(group.volumes());
            boolean there = named.stream().anyMatch(volumes::contains);
            boolean all = volumes.containsAll(named);
            if (added.isObject() ? there : !all) {
                throw Refusal.byArray(
                        "modifying the storage group resource", "A device is already in the desired state or mode");
            }
            if (added.isObject()) {
                volumes.addAll(named);
            } else {
                volumes.removeAll(named);
            }
            if (volumes.size() > MOST_VOLUMES || Set.copyOf(volumes).size() < volumes.size()) {
                throw Refusal.malformed("a storage group has a volume once, and " + MOST_VOLUMES + " volumes at most");
            }
            VolumeGroup changed = new VolumeGroup(group.name(), volumes);
            request.system().put(changed);
            return Response.ok(document(request.system(), changed));
        }
    }

    private synchronized Response delete(Request request) throws Refusal, ArrayException {
        Members.group(request.system(), request.id());
        request.system().deleteGroup(request.id());
        return Response.deleted();
    }

    private Response replication(Request request) {
        return Response.ok(Documents.object()
                .put("symmetrixId", request.system().settings().serial())
                .put("storageGroupCount", request.system().groups().size())
                .put("replicationCacheUsage", 0)
                .put("rdfGroupCount", 0));
    }

    private Response replicated(Request request) throws Refusal, ArrayException {
        request.requireQuery(Set.of(
                "hasSnapshots", "hasSrdf", "hasCloudSnapshots", "is_link_target", "has_clones", "has_snap_policies"));
        StorageSystem system = request.system();
        List<CloneState> sessions = clones.apply(system).find(it -> true);
        return Response.ok(Documents.list(
                "name",
                system.groups().stream()
                        .filter(it -> agrees(request, "hasSnapshots", hasSnapshots(system, it)))
                        .filter(it -> agrees(request, "is_link_target", isLinkTarget(system, it)))
                        .filter(it -> agrees(request, "hasSrdf", false))
                        .filter(it -> agrees(request, "hasCloudSnapshots", false))
                        .filter(it -> agrees(request, "has_clones", hasClones(sessions, it)))
                        .filter(it -> agrees(request, "has_snap_policies", false))
                        .map(VolumeGroup::name)
                        .toList()));
    }

    private static boolean agrees(Request request, String filter, boolean holds) {
        return request.queryValue(filter)
                .map(it -> it.toLowerCase(Locale.ROOT).equals(Boolean.toString(holds)))
                .orElse(true);
    }

    private static boolean hasSnapshots(StorageSystem system, VolumeGroup group) {
        return !Points.of(system, group.volumes()).all().isEmpty();
    }

    private static boolean hasClones(List<CloneState> sessions, VolumeGroup group) {
        return sessions.stream()
                .anyMatch(it -> group.volumes().contains(it.session().source()));
    }

    private static boolean isLinkTarget(StorageSystem system, VolumeGroup group) {
        return system.snapshots().all().stream()
                .flatMap(it -> it.links().stream())
                .map(Snapshot.Link::target)
                .anyMatch(group.volumes()::contains);
    }

    private long cloneTargets(StorageSystem system, VolumeGroup sources) throws ArrayException {
        List<CloneState> sessions =
                clones.apply(system).find(it -> sources.volumes().contains(it.source()));
        return system.groups().stream()
                .filter(group -> sessions.stream()
                        .anyMatch(it -> group.volumes().contains(it.session().target())))
                .count();
    }

    private Response replicatedOne(Request request) throws Refusal, ArrayException {
        StorageSystem system = request.system();
        VolumeGroup group = Members.group(system, request.id());
        List<Volume> volumes = Members.volumes(system, group);
        Points points = Points.of(system, group.volumes());
        ObjectNode document = Documents.list("snapVXSnapshots", points.names());
        Documents.put(document, "childNames", List.of());
        return Response.ok(document.put("name", group.name())
                .put("symmetrixId", system.settings().serial())
                .put("numDevicesNonGk", volumes.size())
                .put(
                        "capacityGB",
                        Documents.gigabytes(volumes.stream()
                                .mapToLong(Volume::capacityBytes)
                                .sum()))
                .put("numSnapVXSnapshots", points.all().size())
                .put("rdf", false)
                .put("isLinkTarget", isLinkTarget(system, group))
                .put("num_clone_target_storage_groups", cloneTargets(system, group)));
    }
}
