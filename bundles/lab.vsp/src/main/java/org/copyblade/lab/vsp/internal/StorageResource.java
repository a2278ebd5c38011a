package org.copyblade.lab.vsp.internal;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;

/** The version of the API, which needs no login, and {@code /storages}: this array. */
final class StorageResource {
    private final String storageId;
    private final String serial;
    private final String model;

    StorageResource(String storageId, String serial, String model) {
        this.storageId = storageId;
        this.serial = serial;
        this.model = model;
    }

    List<Route> routes() {
        return List.of(
                Route.get("version", "/configuration/version", this::version).withoutSession(),
                Route.get("storages", "/objects/storages", this::list).withoutSession(),
                Route.get("storage", "/objects/storages/*", this::one));
    }

    private Response version(Request request) throws Refusal {
        request.requireQuery(Set.of());
        return Response.ok(JsonNodeFactory.instance
                .objectNode()
                .put("productName", "Configuration Manager REST API")
                .put("apiVersion", "1.31.0"));
    }

    private Response list(Request request) throws Refusal {
        request.requireQuery(Set.of());
        return Response.list(List.of(node()));
    }

    private Response one(Request request) throws Refusal {
        if (!request.id().equals(storageId) && !request.id().equals("instance")) {
            throw Refusal.missing("Storage " + request.id());
        }
        ObjectNode node = node().put("dkcMicroVersion", "88-08-10/00")
                .put("ctl1Ip", "127.0.0.1")
                .put("ctl2Ip", "127.0.0.1")
                .put("isSecure", true);
        node.putArray("communicationModes").addObject().put("communicationMode", "lanConnectionMode");
        return Response.ok(node);
    }

    private ObjectNode node() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("storageDeviceId", storageId)
                .put("model", model)
                .put("serialNumber", Integer.parseInt(serial))
                .put("svpIp", "127.0.0.1");
    }
}
