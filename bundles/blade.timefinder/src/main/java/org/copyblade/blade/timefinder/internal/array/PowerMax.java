package org.copyblade.blade.timefinder.internal.array;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.timefinder.internal.rest.RestClient;
import org.copyblade.blade.timefinder.internal.rest.RestException;
import org.copyblade.blade.timefinder.internal.rest.RestException.Reason;

/**
 * The requests this blade makes of one array. Nothing is kept but the version of the API. Any thread.
 *
 * <p>An answer that something does not exist counts only where the array is there: one that Unisphere does not know any more,
 * and a prefix that it does not serve any more, are answered with 404 as well, and then nothing is known of what is on it.
 *
 * <p>The point in time is one request for a storage group, which is documented to be consistent. What single volumes need
 * goes through the private paths, which are not documented, and which the vendor's own driver for containers uses.
 *
 * <p>Source: public API models, tools and drivers of the vendor; what none of them states is marked (unconfirmed).
 */
public final class PowerMax {

    /** Prefixes whose documents this blade knows, newest first. */
    static final List<Integer> KNOWN = List.of(103, 102, 101, 100, 92);

    private static final int NOT_FOUND = 404;

    private final RestClient client;
    private final String id;
    private volatile int version;

    /** @param id 12 digits */
    public PowerMax(RestClient client, String id) {
        this.client = client;
        this.id = id;
    }

    public String id() {
        return id;
    }

    /** The newest prefix that both sides know; asked for once, and again when it is not served any more. */
    public int version(Call call) throws RestException {
        if (version == 0) {
            version = negotiated(call);
        }
        return version;
    }

    private int negotiated(Call call) throws RestException {
        List<String> supported = Shapes.texts(client.get("/version", call), "supported_api_versions");
        return KNOWN.stream()
                .filter(known -> supported.contains(known.toString()))
                .findFirst()
                .orElseThrow(() -> RestException.notSent(
                        Reason.VERSION, "Unisphere speaks versions " + supported + " of the API, this blade " + KNOWN));
    }

    /**
     * Asks.
     *
     * @param path by the prefix
     * @throws RestException that is gone only if the array is there and what was named is not
     */
    JsonNode ask(IntFunction<String> path, Call call) throws RestException {
        int prefix = version(call);
        try {
            return client.get(path.apply(prefix), call);
        } catch (RestException e) {
            if (e.status() != NOT_FOUND || isKnown(prefix, call)) {
                throw e;
            }
        }
        int newer = negotiated(call);
        version = newer;
        if (newer == prefix) {
            throw RestException.notSent(
                    Reason.REFUSED,
                    "Unisphere does not know array " + id + " any more: nothing is known of what is on it");
        }
        return ask(path, call);
    }

    private boolean isKnown(int prefix, Call call) throws RestException {
        try {
            client.get(system(prefix), call);
            return true;
        } catch (RestException e) {
            if (e.status() == NOT_FOUND) {
                return false;
            }
            throw e;
        }
    }

    private String system(int prefix) {
        return "/" + prefix + "/system/symmetrix/" + id;
    }

    private String provisioning(int prefix) {
        return "/" + prefix + "/sloprovisioning/symmetrix/" + id;
    }

    String devices(int prefix) {
        return "/private/" + prefix + "/replication/symmetrix/" + id;
    }

    private String jobs(int prefix) {
        return system(prefix) + "/job";
    }

    /** The level of its microcode, such as 6079.175.0. */
    public String microcode(Call call) throws RestException {
        JsonNode array = ask(this::system, call);
        return Shapes.text(array, array.has("microcode") ? "microcode" : "ucode");
    }

    /** Whether it may take snapshots at all. */
    public boolean takesSnapshots(Call call) throws RestException {
        JsonNode body = ask(prefix -> "/" + prefix + "/replication/capabilities/symmetrix", call);
        for (JsonNode capability : Shapes.array(body, "symmetrixCapability")) {
            if (capability.path("symmetrixId").asText().equals(id)) {
                return capability.path("snapVxCapable").asBoolean();
            }
        }
        return false;
    }

    /** Empty where there is no such volume. */
    public Optional<Volume> volume(VolumeId volume, Call call) throws RestException {
        try {
            return Optional.of(Shapes.volume(ask(prefix -> provisioning(prefix) + "/volume/" + volume, call)));
        } catch (RestException e) {
            if (e.isGone()) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** The volumes of a storage group; empty where there is no such group. */
    public Optional<Set<VolumeId>> members(String group, Call call) throws RestException {
        try {
            JsonNode first = ask(prefix -> provisioning(prefix) + "/volume?storageGroupId=" + encoded(group), call);
            Set<VolumeId> ids = new LinkedHashSet<>();
            for (JsonNode item : items(first, call)) {
                ids.add(Shapes.id(Shapes.text(item, "volumeId"), item));
            }
            return Optional.of(ids);
        } catch (RestException e) {
            if (e.isGone()) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** All pages of a list; one that is cut short is an error. */
    List<JsonNode> items(JsonNode first, Call call) throws RestException {
        return new Pages(client, jobs(version(call))).items(first, call);
    }

    /** The names of all storage groups. */
    public List<String> groups(Call call) throws RestException {
        return Shapes.texts(ask(prefix -> provisioning(prefix) + "/storagegroup", call), "storageGroupId");
    }

    public void createGroup(String group, String emulation, Call call) throws RestException {
        ObjectNode body =
                object().put("storageGroupId", group).put("srpId", "none").put("emulation", emulation);
        change("POST", provisioning(version(call)) + "/storagegroup", body, call);
    }

    public void addToGroup(String group, Collection<VolumeId> volumes, Call call) throws RestException {
        ObjectNode body = object();
        ArrayNode ids = body.putObject("editStorageGroupActionParam")
                .putObject("expandStorageGroupParam")
                .putObject("addSpecificVolumeParam")
                .putArray("volumeId");
        volumes.forEach(volume -> ids.add(volume.value()));
        change("PUT", provisioning(version(call)) + "/storagegroup/" + encoded(group), body, call);
    }

    /** Gone already is success. */
    public void deleteGroup(String group, Call call) throws RestException {
        try {
            change("DELETE", provisioning(version(call)) + "/storagegroup/" + encoded(group), object(), call);
        } catch (RestException e) {
            if (!e.isGone()) {
                throw e;
            }
        }
    }

    /**
     * The point in time of all volumes of a storage group: one request, none before it.
     *
     * @param prefix the version, which was found out before
     */
    public PointInTime establish(int prefix, String group, String name, Term term, Call call) throws RestException {
        ObjectNode body = object().put("snapshotName", name).put("executionOption", "SYNCHRONOUS");
        if (term.hours() > 0) {
            body.put(term.secure() ? "secure" : "timeToLive", term.hours()).put("timeInHours", true);
        }
        return Shapes.point(
                client.change("POST", groupSnapshots(prefix, group), RestClient.body(body), jobs(prefix), call));
    }

    private String groupSnapshots(int prefix, String group) {
        return "/" + prefix + "/replication/symmetrix/" + id + "/storagegroup/" + encoded(group) + "/snapshot";
    }

    /**
     * How long nobody may end the snapshot that a storage group has by its own name; empty if it may be ended.
     *
     * @throws RestException that is gone where the group has no such snapshot, or is not there
     */
    public Optional<SecureTerm> secure(String group, int generation, Call call) throws RestException {
        return Shapes.secure(ask(
                prefix -> groupSnapshots(prefix, group) + "/" + encoded(group) + "/generation/" + generation, call));
    }

    /** Every snapshot of every volume, or those of one name. */
    public List<DeviceSnapshot> snapshots(Optional<String> name, Call call) throws RestException {
        String filter = name.map(text -> "&snapshotName=" + encoded(text)).orElse("");
        List<DeviceSnapshot> all =
                Shapes.snapshots(ask(prefix -> devices(prefix) + "/volume?includeDetails=true" + filter, call));
        return all.stream()
                .filter(snapshot -> name.map(snapshot.name()::equals).orElse(true))
                .toList();
    }

    /** Every snapshot of one volume, whoever made it; none where there is no such volume. */
    public List<DeviceSnapshot> snapshots(VolumeId source, Call call) throws RestException {
        try {
            return Shapes.snapshots(source, ask(prefix -> devices(prefix) + "/volume/" + source + "/snapshot", call));
        } catch (RestException e) {
            if (e.isGone()) {
                return List.of();
            }
            throw e;
        }
    }

    /** The stable number of a volume's only snapshot of a name. */
    public long snapid(VolumeId source, String name, Call call) throws RestException {
        return Shapes.snapid(ask(prefix -> device(prefix, source, name), call));
    }

    String device(int prefix, VolumeId source, String name) {
        return devices(prefix) + "/volume/" + source + "/snapshot/" + encoded(name);
    }

    public void restore(String name, long snapid, Collection<VolumeId> sources, Call call) throws RestException {
        ObjectNode body = object().put("action", "Restore");
        named(body, "deviceNameListSource", sources);
        named(body, "deviceNameListTarget", sources);
        body.put("snap_id", snapid).put("executionOption", "ASYNCHRONOUS");
        change("PUT", devices(version(call)) + "/snapshot/" + encoded(name), body, call);
    }

    /** Ends the sessions of a restore, the snapshots stay; ended already is success. */
    public void endRestore(String name, Collection<DeviceSnapshot> snapshots, Call call) throws RestException {
        delete(name, snapshots, true, call);
    }

    /** Gone already is success. */
    public void terminate(String name, Collection<DeviceSnapshot> snapshots, Call call) throws RestException {
        delete(name, snapshots, false, call);
    }

    /** One request for each generation, the oldest first: the numbers of the younger ones do not change then. */
    private void delete(String name, Collection<DeviceSnapshot> snapshots, boolean restore, Call call)
            throws RestException {
        Map<Integer, List<VolumeId>> byGeneration = new LinkedHashMap<>();
        snapshots.stream()
                .sorted((one, other) -> Integer.compare(other.generation(), one.generation()))
                .forEach(snapshot -> byGeneration
                        .computeIfAbsent(snapshot.generation(), unused -> new ArrayList<>())
                        .add(snapshot.volume()));
        for (Map.Entry<Integer, List<VolumeId>> entry : byGeneration.entrySet()) {
            ObjectNode body = object().put("generation", entry.getKey());
            named(body, "deviceNameListSource", entry.getValue());
            body.put("restore", restore).put("symforce", false).put("executionOption", "ASYNCHRONOUS");
            tolerant(() -> change("DELETE", devices(version(call)) + "/snapshot/" + encoded(name), body, call));
        }
    }

    /** Something that may turn out to be done already. */
    interface Step {
        void run() throws RestException;
    }

    /** @return whether it was done; if not, one that is gone may have kept the others from being ended: the caller looks again */
    static boolean tolerant(Step step) throws RestException {
        try {
            step.run();
            return true;
        } catch (RestException e) {
            if (!e.isGone() && !e.isDoneAlready()) {
                throw e;
            }
            return false;
        }
    }

    void change(String method, String path, ObjectNode body, Call call) throws RestException {
        change(version(call), method, path, body, call);
    }

    /** @param prefix the version, so that nothing is asked before */
    JsonNode change(int prefix, String method, String path, ObjectNode body, Call call) throws RestException {
        return client.change(method, path, body.isEmpty() ? "" : RestClient.body(body), jobs(prefix), call);
    }

    /** The volumes of this array that show snapshots. */
    public Linking linking() {
        return new Linking(this);
    }

    /** The clone sessions of this array. */
    public Clones clones() {
        return new Clones(this);
    }

    static void named(ObjectNode body, String list, Collection<VolumeId> volumes) {
        ArrayNode array = body.putArray(list);
        volumes.forEach(volume -> array.addObject().put("name", volume.value()));
    }

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
