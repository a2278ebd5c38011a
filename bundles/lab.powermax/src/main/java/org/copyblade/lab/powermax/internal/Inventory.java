package org.copyblade.lab.powermax.internal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Stream;
import org.copyblade.lab.array.StorageSystem;
import org.copyblade.lab.powermax.internal.Route.Scope;

/** Versions, arrays and what they can do. */
final class Inventory {
    private final Managed managed;
    private final UnisphereSettings settings;

    Inventory(Managed managed, UnisphereSettings settings) {
        this.managed = managed;
        this.settings = settings;
    }

    List<Route> routes() {
        return List.of(
                Route.of("version", "GET", Scope.PLAIN, "/version", this::version),
                Route.of("version", "GET", Scope.PUBLIC, "/system/version", this::version),
                Route.of("arrays", "GET", Scope.PUBLIC, "/system/symmetrix", this::arrays),
                Route.of("array", "GET", Scope.PUBLIC, "/system/symmetrix/@", this::array),
                Route.of("features", "GET", Scope.PUBLIC, "/system/capabilities/symmetrix", this::features),
                Route.of(
                        "capabilities",
                        "GET",
                        Scope.PUBLIC,
                        "/replication/capabilities/symmetrix",
                        this::capabilities));
    }

    private Response version(Request request) {
        List<Integer> prefixes = managed.prefixes();
        int newest = prefixes.get(0);
        ObjectNode document = Documents.list(
                "supported_api_versions", prefixes.stream().map(String::valueOf).toList());
        return Response.ok(document.put("version", "V" + newest / 10 + "." + newest % 10 + ".0.0")
                .put("api_version", String.valueOf(newest)));
    }

    private Stream<StorageSystem> visible(Request request) {
        return managed.arrays().filter(it -> Credentials.isUserOf(it, request.user()));
    }

    private Response arrays(Request request) {
        return Response.ok(Documents.list(
                "symmetrixId",
                visible(request).map(it -> it.settings().serial()).toList()));
    }

    private Response array(Request request) {
        StorageSystem system = request.system();
        String level = system.settings().bundle();
        return Response.ok(Documents.object()
                .put("symmetrixId", system.settings().serial())
                .put("device_count", system.volumes().size())
                .put(request.version() < 100 ? "ucode" : "microcode", level)
                .put("model", model(level))
                .put("local", true));
    }

    private static String model(String level) {
        return switch (level.split("\\.")[0]) {
            case "5977" -> "VMAX450F";
            case "5978" -> "PowerMax_8000";
            default -> "PowerMax_8500";
        };
    }

    private Response features(Request request) {
        ObjectNode document = Documents.object();
        ArrayNode list = document.putArray("capability");
        visible(request).forEach(it -> {
            ObjectNode features = Documents.list("license_features", settings.licences());
            list.add(features.put("symmetrix_id", it.settings().serial()));
        });
        return Response.ok(document);
    }

    private Response capabilities(Request request) {
        ObjectNode document = Documents.object();
        ArrayNode list = document.putArray("symmetrixCapability");
        visible(request).forEach(it -> list.addObject()
                .put("symmetrixId", it.settings().serial())
                .put("snapVxCapable", settings.licences().contains(UnisphereSettings.SNAPSHOTS))
                .put("rdfCapable", false)
                .put("virtualWitnessCapable", false));
        return Response.ok(document);
    }
}
