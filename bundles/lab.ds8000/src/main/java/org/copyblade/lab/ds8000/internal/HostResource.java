package org.copyblade.lab.ds8000.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.copyblade.lab.array.StorageSystem;

/** {@code /hosts}: as much as attaching a volume needs. One host is there; mappings are not kept beyond a restart. */
final class HostResource {
    private static final String HOST = "lab_host";

    private final StorageSystem system;
    private final Documents documents;
    private final Map<String, Map<String, String>> mappings = new HashMap<>(); // guarded by this

    HostResource(StorageSystem system, Documents documents) {
        this.system = system;
        this.documents = documents;
        mappings.put(HOST, new TreeMap<>());
    }

    List<Route> routes() {
        return List.of(
                Route.of("hosts", "GET", "/hosts", this::list),
                Route.of("host", "GET", "/hosts/*", this::one),
                Route.of("mappings", "GET", "/hosts/*/mappings", this::mappings),
                Route.of("map", "POST", "/hosts/*/mappings", this::map),
                Route.of("unmap", "DELETE", "/hosts/*/mappings/*", this::unmap));
    }

    private synchronized Response list(Request request) throws Refusal {
        request.requireQuery(Set.of());
        return Documents.data(
                "hosts", mappings.keySet().stream().sorted().map(this::node).toList());
    }

    private synchronized Response one(Request request) throws Refusal {
        request.requireQuery(Set.of());
        require(request.id());
        return Documents.data("hosts", List.of(node(request.id())));
    }

    private synchronized Response mappings(Request request) throws Refusal {
        request.requireQuery(Set.of());
        List<ObjectNode> nodes = new ArrayList<>();
        require(request.id()).forEach((lun, volume) -> {
            ObjectNode node = Documents.object().put("lunid", lun);
            node.set("volume", documents.related(volume, "/volumes/" + volume));
            nodes.add(node);
        });
        return Documents.data("mappings", nodes);
    }

    private synchronized Response map(Request request) throws Refusal {
        Map<String, String> host = require(request.id());
        List<String> volumes = request.texts("volumes");
        if (volumes.isEmpty()) {
            throw Refusal.malformed("parameter 'volumes' is no array with ids");
        }
        List<ObjectNode> envelopes = new ArrayList<>();
        for (String volume : volumes) {
            String id = Request.volumeId(volume);
            if (system.volume(id).isEmpty()) {
                throw new Refusal(500, "BE586015", "volume " + id + " does not exist");
            }
            String lun = free(host);
            host.put(lun, id);
            envelopes.add(documents.created("/hosts/" + request.id() + "/mappings/" + lun));
        }
        return envelopes.size() == 1 ? new Response(201, envelopes.get(0)) : Documents.several(201, envelopes);
    }

    private synchronized Response unmap(Request request) throws Refusal {
        request.requireQuery(Set.of());
        if (require(request.id()).remove(request.ids().get(1)) == null) {
            throw new Refusal(404, Codes.NO_MAPPING, "mapping " + request.ids().get(1) + " does not exist");
        }
        return new Response(200, Documents.done());
    }

    private Map<String, String> require(String host) throws Refusal {
        Map<String, String> known = mappings.get(host);
        if (known == null) {
            throw new Refusal(404, Codes.NO_HOST, "host " + host + " does not exist");
        }
        return known;
    }

    private static String free(Map<String, String> host) throws Refusal {
        for (int lun = 0; lun < 256; lun++) {
            String id = String.format("%02X", lun);
            if (!host.containsKey(id)) {
                return id;
            }
        }
        throw new Refusal(500, "BE74121B", "the host has no free LUN");
    }

    private ObjectNode node(String host) {
        ObjectNode node = Documents.object()
                .put("name", host)
                .put("state", "online")
                .put("hosttype", "LinuxRHEL")
                .put("addrmode", "SCSI mask")
                .put("lbs", "512");
        node.set("link", documents.link("/hosts/" + host));
        node.putObject("mappings_briefs").set("link", documents.link("/hosts/" + host + "/mappings"));
        return node;
    }
}
