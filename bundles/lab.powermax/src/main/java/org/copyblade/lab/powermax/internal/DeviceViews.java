package org.copyblade.lab.powermax.internal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.copyblade.lab.array.ArrayException;
import org.copyblade.lab.array.Snapshot;
import org.copyblade.lab.array.StorageSystem;
import org.copyblade.lab.array.Volume;
import org.copyblade.lab.powermax.internal.Route.Scope;

/** What the private API shows of volumes and their snapshots. */
final class DeviceViews {
    private static final String BASE = "/replication/symmetrix/@/volume";
    private static final String ONE = BASE + "/*/snapshot";

    private final Iterators iterators;
    private final Function<StorageSystem, CloneSessions> clones;

    DeviceViews(Iterators iterators, Function<StorageSystem, CloneSessions> clones) {
        this.iterators = iterators;
        this.clones = clones;
    }

    List<Route> routes() {
        return List.of(
                Route.of("devices", "GET", Scope.PRIVATE, BASE, this::devices),
                Route.of("device", "GET", Scope.PRIVATE, ONE, this::device),
                Route.of("device-snapshot", "GET", Scope.PRIVATE, ONE + "/*", this::named),
                Route.of("device-generations", "GET", Scope.PRIVATE, ONE + "/*/generation", this::generations),
                Route.of("device-generation", "GET", Scope.PRIVATE, ONE + "/*/generation/*", this::generation),
                Route.of("sessions", "GET", Scope.PRIVATE, "/sloprovisioning/symmetrix/@/volume", this::sessions));
    }

    private Response devices(Request request) throws Refusal {
        request.requireQuery(Set.of("includeDetails", "snapshotName", "inSG", "isRdf"));
        StorageSystem system = request.system();
        Optional<String> name = request.queryValue("snapshotName");
        List<Snapshot> all = system.snapshots().all();
        List<String> names = new ArrayList<>();
        ArrayNode devices = Documents.object().putArray("device");
        for (Volume volume : system.volumes()) {
            List<Snapshot> own = all.stream()
                    .filter(it -> it.image(volume.id()).isPresent())
                    .filter(it -> name.map(it.name()::equals).orElse(true))
                    .sorted((one, other) -> Long.compare(other.id(), one.id()))
                    .toList();
            if (own.isEmpty() && name.isPresent()) {
                continue;
            }
            names.add(VolumeIds.shown(volume.id()));
            ObjectNode device = devices.addObject()
                    .put("symmetrixId", system.settings().serial())
                    .put("name", VolumeIds.shown(volume.id()));
            device.putArray("rdfgNumbers");
            brief(device.putArray("snapshot"), volume.id(), own);
        }
        ObjectNode document = Documents.list("name", names);
        if (request.queryFlag("includeDetails")) {
            document.set("device", devices);
        }
        return Response.ok(document);
    }

    private static void brief(ArrayNode array, String volume, List<Snapshot> newestFirst) {
        for (Snapshot snapshot : newestFirst) {
            long generation = newestFirst.stream()
                    .takeWhile(it -> it != snapshot)
                    .filter(it -> it.name().equals(snapshot.name()))
                    .count();
            Snapshot.Image image = snapshot.image(volume).orElseThrow();
            array.addObject()
                    .put("name", snapshot.name())
                    .put("generation", generation)
                    .put("linked", snapshot.links().stream().anyMatch(it -> it.source()
                            .equals(volume)))
                    .put("restored", image.restored())
                    .put("timestamp", Documents.time(snapshot.taken()))
                    .put("state", image.failed() ? "Failed" : "Established");
        }
    }

    private Response device(Request request) throws Refusal {
        Volume volume = volume(request);
        ObjectNode document = Documents.object().put("deviceName", VolumeIds.shown(volume.id()));
        document.set("snapshotSrcs", sources(request, volume, Optional.empty()));
        document.set("snapshotLnks", links(request, volume, Optional.empty()));
        return Response.ok(document);
    }

    private Response named(Request request) throws Refusal {
        return Response.ok(namedDocument(request));
    }

    private ObjectNode namedDocument(Request request) throws Refusal {
        Volume volume = volume(request);
        Optional<String> name = Optional.of(request.ids().get(1));
        ArrayNode sources = sources(request, volume, name);
        ArrayNode links = links(request, volume, name);
        if (sources.isEmpty() && links.isEmpty()) {
            throw Refusal.byArray(
                    "getting the snapshot resource",
                    "Snapshot " + name.get() + " not found for " + VolumeIds.shown(volume.id()));
        }
        ObjectNode document = Documents.object()
                .put("deviceName", VolumeIds.shown(volume.id()))
                .put("snapshotName", name.get());
        document.set("snapshotSrc", sources);
        document.set("snapshotLnk", links);
        return document;
    }

    private Response generations(Request request) throws Refusal {
        ObjectNode document = namedDocument(request);
        ArrayNode generations = document.putArray("generation");
        document.path("snapshotSrc").forEach(it -> generations.add(it.path("generation")));
        return Response.ok(document);
    }

    private Response generation(Request request) throws Refusal {
        ObjectNode document = namedDocument(request);
        for (var source : document.path("snapshotSrc")) {
            if (source.path("generation").asText().equals(request.ids().get(2))) {
                document.set("snapshotSrc", source);
                return Response.ok(document);
            }
        }
        throw Refusal.missing("generation " + request.ids().get(2));
    }

    private static Volume volume(Request request) throws Refusal {
        return Members.volume(request.system(), VolumeIds.inside(request.id()));
    }

    private static ArrayNode sources(Request request, Volume volume, Optional<String> name) {
        ArrayNode sources = Documents.object().putArray("sources");
        Points points = Points.of(request.system(), List.of(volume.id()));
        for (Snapshot snapshot : points.all()) {
            if (name.map(snapshot.name()::equals).orElse(true)) {
                Snapshot.Image image = snapshot.image(volume.id()).orElseThrow();
                ObjectNode source = head(sources.addObject(), snapshot, points)
                        .put("state", image.failed() ? "Failed" : "Established")
                        .put("isRestored", image.restored());
                ArrayNode linked = source.putArray("linkedDevices");
                snapshot.links().stream()
                        .filter(it -> it.source().equals(volume.id()))
                        .forEach(it -> link(linked.addObject(), it, volume));
                if (image.restored()) {
                    linked.addObject()
                            .put("targetDevice", VolumeIds.shown(volume.id()))
                            .put("state", "Restored")
                            .put("restored", true)
                            .put("linked", false)
                            .put("defined", true)
                            .put("copy", true)
                            .put("percentageCopied", 100);
                }
            }
        }
        return sources;
    }

    private static ArrayNode links(Request request, Volume volume, Optional<String> name) {
        ArrayNode links = Documents.object().putArray("links");
        for (Snapshot snapshot : request.system().snapshots().all()) {
            for (Snapshot.Link link : snapshot.links()) {
                boolean wanted = name.map(snapshot.name()::equals).orElse(true);
                if (wanted && link.target().equals(volume.id())) {
                    Points points = Points.of(request.system(), List.of(link.source()));
                    link(head(links.addObject(), snapshot, points), link, volume)
                            .put("linkSourceName", VolumeIds.shown(link.source()));
                }
            }
        }
        return links;
    }

    private static ObjectNode head(ObjectNode node, Snapshot snapshot, Points points) {
        Optional<Instant> expires = snapshot.term().expires();
        return node.put("snapshotName", snapshot.name())
                .put("generation", points.generationOf(snapshot))
                .put("snap_id", snapshot.id())
                .put("timestamp", Documents.time(snapshot.taken()))
                .put("secured", snapshot.term().secure())
                .put("expired", snapshot.term().isOver(Instant.now()))
                .put(
                        "ttl",
                        expires.map(it -> it.getEpochSecond() - Instant.now().getEpochSecond())
                                .orElse(0L))
                .put("protectionExpireTime", expires.map(Instant::toEpochMilli).orElse(0L))
                .put("gcm", false)
                .put("icdp", false);
    }

    private static ObjectNode link(ObjectNode node, Snapshot.Link link, Volume volume) {
        return node.put("targetDevice", VolumeIds.shown(link.target()))
                .put("timestamp", Documents.time(link.since()))
                .put("state", LinkState.word(link))
                .put("copy", link.copy())
                .put("linked", true)
                .put("restored", false)
                .put("defined", true)
                .put("modified", false)
                .put("destage", false)
                .put("tracks", link.pendingTracks())
                .put("trackSize", VolumeIds.trackBytes(volume))
                .put("percentageCopied", LinkState.percent(link));
    }

    private Response sessions(Request request) throws Refusal, ArrayException {
        request.requireQuery(Set.of("wwn"));
        StorageSystem system = request.system();
        String array = system.settings().serial();
        List<CloneState> sessions = clones.apply(system).find(it -> true);
        return iterators.first(system.volumes().stream()
                .filter(it -> request.queryValue("wwn")
                        .map(VolumeIds.wwn(array, it)::equalsIgnoreCase)
                        .orElse(true))
                .map(it -> session(system, it, sessions))
                .toList());
    }

    private static ObjectNode session(StorageSystem system, Volume volume, List<CloneState> clones) {
        ObjectNode document = Documents.object();
        document.putObject("volumeHeader")
                .put("volumeId", VolumeIds.shown(volume.id()))
                .put("wwn", VolumeIds.wwn(system.settings().serial(), volume))
                .put("capCyl", VolumeIds.cylinders(volume));
        List<Snapshot> all = system.snapshots().all();
        ObjectNode info = document.putObject("timeFinderInfo")
                .put("snapVXSrc", all.stream().anyMatch(it -> it.image(volume.id())
                        .isPresent()))
                .put(
                        "snapVXTgt",
                        all.stream().flatMap(it -> it.links().stream()).anyMatch(it -> it.target()
                                .equals(volume.id())))
                .put(
                        "cloneSrc",
                        clones.stream().anyMatch(it -> it.session().source().equals(volume.id())))
                .put(
                        "cloneTarget",
                        clones.stream().anyMatch(it -> it.session().target().equals(volume.id())))
                .put("mirror", false);
        ArrayNode infos = info.putArray("snapVXSession").addObject().putArray("srcSnapshotGenInfo");
        Points points = Points.of(system, List.of(volume.id()));
        for (Snapshot snapshot : points.all()) {
            ObjectNode point = infos.addObject();
            point.putObject("snapshotHeader")
                    .put("device", VolumeIds.shown(volume.id()))
                    .put("snapshotName", snapshot.name())
                    .put("generation", points.generationOf(snapshot))
                    .put("snapid", snapshot.id());
            ArrayNode linked = point.putArray("lnkSnapshotGenInfo");
            snapshot.links().stream()
                    .filter(it -> it.source().equals(volume.id()))
                    .forEach(it -> linked.addObject()
                            .put("targetDevice", VolumeIds.shown(it.target()))
                            .put("state", LinkState.word(it))
                            .put("defined", true));
        }
        return document;
    }
}
