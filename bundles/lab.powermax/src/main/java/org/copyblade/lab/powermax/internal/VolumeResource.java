package org.copyblade.lab.powermax.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.copyblade.lab.array.Snapshot;
import org.copyblade.lab.array.StorageSystem;
import org.copyblade.lab.array.Volume;
import org.copyblade.lab.powermax.internal.Route.Scope;

/** {@code /sloprovisioning/symmetrix/ID/volume}. */
final class VolumeResource {
    private static final String LIKE = "<like>";
    private static final String BASE = "/sloprovisioning/symmetrix/@/volume";

    private final Iterators iterators;

    VolumeResource(Iterators iterators) {
        this.iterators = iterators;
    }

    List<Route> routes() {
        return List.of(
                Route.of("volumes", "GET", Scope.PUBLIC, BASE, this::list),
                Route.of("volume", "GET", Scope.PUBLIC, BASE + "/*", this::one));
    }

    private Response list(Request request) throws Refusal {
        request.requireQuery(Set.of("storageGroupId", "wwn", "emulation", "volumeId", "volume_identifier"));
        StorageSystem system = request.system();
        Optional<String> group = request.queryValue("storageGroupId");
        List<Volume> volumes =
                group.isPresent() ? Members.volumes(system, Members.group(system, group.get())) : system.volumes();
        return iterators.first(volumes.stream()
                .filter(it ->
                        matches(request, "wwn", VolumeIds.wwn(system.settings().serial(), it)))
                .filter(it -> matches(request, "emulation", VolumeIds.emulation(it)))
                .filter(it -> isNamed(request, it.name()))
                .filter(it -> matches(request, "volumeId", VolumeIds.shown(it.id())))
                .map(it -> Documents.object().put("volumeId", VolumeIds.shown(it.id())))
                .toList());
    }

    /** A part of the name is enough behind this word. */
    private static boolean isNamed(Request request, String name) {
        return request.queryValue("volume_identifier")
                .map(it -> it.startsWith(LIKE) ? name.contains(it.substring(LIKE.length())) : name.equals(it))
                .orElse(true);
    }

    private static boolean matches(Request request, String filter, String value) {
        return request.queryValue(filter).map(value::equalsIgnoreCase).orElse(true);
    }

    private Response one(Request request) throws Refusal {
        StorageSystem system = request.system();
        Volume volume = Members.volume(system, VolumeIds.inside(request.id()));
        long trackBytes = VolumeIds.trackBytes(volume);
        long bytes = VolumeIds.cylinders(volume) * 15L * trackBytes;
        List<Snapshot> snapshots = system.snapshots().all();
        List<String> groups = Members.groupsOf(system, volume.id());
        ObjectNode document = Documents.list("storageGroupId", groups);
        Documents.put(document, "rdfGroupId", List.of());
        return Response.ok(document.put("volumeId", VolumeIds.shown(volume.id()))
                .put("volume_identifier", volume.name())
                .put("type", "TDEV")
                .put("emulation", VolumeIds.emulation(volume))
                .put("ssid", "FFFF")
                .put("allocated_percent", 0)
                .put("cap_gb", Documents.gigabytes(bytes))
                .put("cap_mb", bytes / (double) (1 << 20))
                .put("cap_cyl", VolumeIds.cylinders(volume))
                .put("wwn", VolumeIds.wwn(system.settings().serial(), volume))
                .put("status", "Ready")
                .put("reserved", false)
                .put("num_of_storage_groups", groups.size())
                .put("snapvx_source", snapshots.stream().anyMatch(it -> it.image(volume.id())
                        .isPresent()))
                .put(
                        "snapvx_target",
                        snapshots.stream().flatMap(it -> it.links().stream()).anyMatch(it -> it.target()
                                .equals(volume.id()))));
    }
}
