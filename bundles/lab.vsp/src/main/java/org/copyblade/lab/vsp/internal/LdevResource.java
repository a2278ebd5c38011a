package org.copyblade.lab.vsp.internal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.copyblade.lab.array.Emulation;
import org.copyblade.lab.array.Pool;
import org.copyblade.lab.array.StorageSystem;
import org.copyblade.lab.array.Volume;

/** {@code /ldevs}, {@code /pools}, {@code /host-groups} and {@code /luns}. An LDEV is a volume, by its decimal number. */
final class LdevResource {
    private static final int MOST_LDEV = 65_279;
    private static final int MOST_AT_ONCE = 16_384;
    private static final int DEFAULT_COUNT = 100;
    private static final int BLOCK_BYTES = 512;
    private static final double GIB = 1L << 30;

    private final StorageSystem system;
    private final VspSettings settings;
    private final Pairs pairs;
    private final Snapshots snapshots;
    private final Sessions sessions;
    private final Jobs jobs;

    LdevResource(
            StorageSystem system,
            VspSettings settings,
            Pairs pairs,
            Snapshots snapshots,
            Sessions sessions,
            Jobs jobs) {
        this.system = system;
        this.settings = settings;
        this.pairs = pairs;
        this.snapshots = snapshots;
        this.sessions = sessions;
        this.jobs = jobs;
    }

    List<Route> routes() {
        return List.of(
                Route.get("ldevs", "/objects/ldevs", this::list),
                Route.get("ldev", "/objects/ldevs/*", this::one),
                Route.change("change-ldev", "/objects/ldevs/*", this::change),
                Route.get("pools", "/objects/pools", this::pools),
                Route.get("pool", "/objects/pools/*", this::pool),
                Route.get("host-groups", "/objects/host-groups", this::hostGroups),
                Route.get("luns", "/objects/luns", this::luns));
    }

    private Response list(Request request) throws Refusal {
        request.requireQuery(Set.of("headLdevId", "count", "ldevOption", "poolId"));
        int head = request.queryNumber("headLdevId", 0, MOST_LDEV).orElse(0);
        int count = request.queryNumber("count", 1, MOST_AT_ONCE).orElse(DEFAULT_COUNT);
        String option = request.query().getOrDefault("ldevOption", "");
        if (!Set.of("", "defined", "undefined", "dpVolume", "luMapped", "luUnmapped")
                .contains(option)) {
            throw Refusal.malformed("Parameter 'ldevOption' has a value that is not supported.");
        }
        Optional<Integer> pool = request.queryNumber("poolId", 0, 127);
        NavigableMap<Integer, Volume> volumes = new TreeMap<>();
        system.volumes().forEach(it -> volumes.put(Integer.parseInt(it.id(), 16), it));
        // Of most questions only defined LDEVs are the answer, and these are few.
        Iterable<Integer> candidates = Set.of("", "undefined").contains(option) && pool.isEmpty()
                ? () -> IntStream.rangeClosed(head, MOST_LDEV).iterator()
                : volumes.tailMap(head, true).keySet();
        Paired paired = paired();
        List<ObjectNode> nodes = new ArrayList<>();
        for (int ldev : candidates) {
            if (nodes.size() == count) {
                break;
            }
            Optional<Volume> volume = Optional.ofNullable(volumes.get(ldev));
            if (fits(ldev, volume, option) && (pool.isEmpty() || isIn(volume, pool.get()))) {
                nodes.add(node(ldev, volume, paired));
            }
        }
        return Response.list(nodes);
    }

    private boolean fits(int ldev, Optional<Volume> volume, String option) {
        boolean mapped = settings.paths().stream().anyMatch(it -> it.has(ldev));
        return switch (option) {
            case "defined" -> volume.isPresent();
            case "undefined" -> volume.isEmpty();
            case "dpVolume" -> volume.isPresent();
            case "luMapped" -> volume.isPresent() && mapped;
            case "luUnmapped" -> volume.isPresent() && !mapped;
            default -> true;
        };
    }

    private static boolean isIn(Optional<Volume> volume, int pool) {
        return volume.filter(it -> number(it.pool()) == pool).isPresent();
    }

    private Response one(Request request) throws Refusal {
        int ldev = require(request);
        return Response.ok(node(ldev, system.volume(Pair.volume(ldev)), paired()));
    }

    private static int require(Request request) throws Refusal {
        int ldev = request.number("LDEV");
        if (ldev > MOST_LDEV) {
            throw Refusal.missing("LDEV " + ldev);
        }
        return ldev;
    }

    /** Only the label, which here has 16 characters at most: as many as names of volumes have below. */
    private Response change(Request request) throws Refusal, InterruptedException {
        int ldev = require(request);
        Attributes attributes = request.attributes();
        attributes.requireKnown(Set.of("label"));
        String label = Attributes.required(attributes.text("label"), "label");
        if (!label.matches("[ -~]{1,16}")) {
            throw Refusal.malformed("Attribute 'label' has not 1 to 16 characters.");
        }
        sessions.requireUnlocked(request.session());
        return jobs.start(request, () -> {
            system.rename(Pair.volume(ldev), label);
            return Jobs.Outcome.done("/objects/ldevs/" + ldev);
        });
    }

    /** Which LDEVs are in pairs, by the attribute that says so. */
    private record Paired(Set<Integer> mirrors, Set<Integer> snapshots) {}

    private Paired paired() {
        Set<Integer> paired = new HashSet<>();
        pairs.find(pair -> true).forEach(state -> {
            paired.add(state.pair().pvol());
            paired.add(state.pair().svol());
        });
        Set<Integer> kept = new HashSet<>();
        snapshots.find(snapshot -> true).keySet().forEach(it -> kept.addAll(List.of(it.pvol(), it.svol())));
        return new Paired(paired, kept);
    }

    private ObjectNode node(int ldev, Optional<Volume> found, Paired paired) {
        ObjectNode node = JsonNodeFactory.instance.objectNode().put("ldevId", ldev);
        if (found.isEmpty()) {
            return node.put("emulationType", "NOT DEFINED");
        }
        Volume volume = found.get();
        boolean saving = settings.dataReduction().contains(volume.id());
        node.put("virtualLdevId", ldev)
                .put("clprId", 0)
                .put("emulationType", volume.emulation() == Emulation.CKD ? "3390-A" : "OPEN-V-CVS")
                .put("byteFormatCapacity", String.format(Locale.ROOT, "%.2f G", volume.capacityBytes() / GIB))
                .put("blockCapacity", (volume.capacityBytes() + BLOCK_BYTES - 1) / BLOCK_BYTES)
                .put("label", volume.name())
                .put("status", "NML")
                .put("mpBladeId", 0)
                .put("ssid", "0004")
                .put("poolId", number(volume.pool()))
                .put("resourceGroupId", 0)
                .put("dataReductionStatus", saving ? "ENABLED" : "DISABLED")
                .put("dataReductionMode", saving ? "compression" : "disabled");
        ArrayNode attributes = node.putArray("attributes").add("CVS").add("HDP");
        if (paired.mirrors().contains(ldev)) {
            attributes.add("MRCF");
        }
        if (paired.snapshots().contains(ldev)) {
            attributes.add("HTI");
        }
        if (settings.commandDevices().contains(volume.id())) {
            attributes.add("CMD");
        }
        ports(node, ldev);
        return node;
    }

    private void ports(ObjectNode node, int ldev) {
        List<VspSettings.Paths> paths =
                settings.paths().stream().filter(it -> it.has(ldev)).toList();
        if (!paths.isEmpty()) {
            node.put("numOfPorts", paths.size());
            ArrayNode ports = node.putArray("ports");
            for (VspSettings.Paths path : paths) {
                ports.addObject()
                        .put("portId", path.port())
                        .put("hostGroupNumber", path.hostGroup())
                        .put("hostGroupName", path.name())
                        .put("lun", path.lunOf(ldev));
            }
        }
    }

    private Response pools(Request request) throws Refusal {
        request.requireQuery(Set.of("poolType", "detailInfoType"));
        return Response.list(system.pools().stream().map(LdevResource::poolNode).toList());
    }

    private Response pool(Request request) throws Refusal {
        int id = request.number("Pool");
        return Response.ok(system.pools().stream()
                .filter(it -> number(it.id()) == id)
                .findFirst()
                .map(LdevResource::poolNode)
                .orElseThrow(() -> Refusal.missing("Pool " + id)));
    }

    private static ObjectNode poolNode(Pool pool) {
        long mib = 1L << 20;
        return JsonNodeFactory.instance
                .objectNode()
                .put("poolId", number(pool.id()))
                .put("poolName", pool.name())
                .put("poolType", "HDP")
                .put("poolStatus", pool.availableBytes() == 0 ? "POLF" : "POLN")
                .put("usedCapacityRate", (int) (100 * pool.allocatedBytes() / pool.capacityBytes()))
                .put("availableVolumeCapacity", pool.availableBytes() / mib)
                .put("totalPoolCapacity", pool.capacityBytes() / mib)
                .put("virtualVolumeCapacityRate", -1);
    }

    /** Pools of the array below are called P and their number. */
    private static int number(String pool) {
        return Integer.parseInt(pool.substring(1));
    }

    private Response hostGroups(Request request) throws Refusal {
        request.requireQuery(Set.of("portId"));
        Map<String, ObjectNode> groups = new TreeMap<>();
        for (VspSettings.Paths path : settings.paths()) {
            if (path.port().equals(request.query().getOrDefault("portId", path.port()))) {
                String id = path.port() + "," + path.hostGroup();
                groups.put(
                        id,
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("hostGroupId", id)
                                .put("portId", path.port())
                                .put("hostGroupNumber", path.hostGroup())
                                .put("hostGroupName", path.name())
                                .put("hostMode", "LINUX/IRIX"));
            }
        }
        return Response.list(List.copyOf(groups.values()));
    }

    private Response luns(Request request) throws Refusal {
        request.requireQuery(Set.of("portId", "hostGroupNumber"));
        String port = Optional.ofNullable(request.query().get("portId"))
                .orElseThrow(() -> Refusal.of(400, Codes.ATTRIBUTE_MISSING, "Parameter 'portId' is missing."));
        int group = request.queryNumber("hostGroupNumber", 0, 254)
                .orElseThrow(() -> Refusal.of(400, Codes.ATTRIBUTE_MISSING, "Parameter 'hostGroupNumber' is missing."));
        List<ObjectNode> nodes = new ArrayList<>();
        for (Volume volume : system.volumes()) {
            int ldev = Integer.parseInt(volume.id(), 16);
            settings.paths().stream()
                    .filter(it -> it.has(ldev) && it.port().equals(port) && it.hostGroup() == group)
                    .forEach(it -> nodes.add(JsonNodeFactory.instance
                            .objectNode()
                            .put("lunId", port + "," + group + "," + it.lunOf(ldev))
                            .put("portId", port)
                            .put("hostGroupNumber", group)
                            .put("lun", it.lunOf(ldev))
                            .put("ldevId", ldev)));
        }
        return Response.list(nodes);
    }
}
