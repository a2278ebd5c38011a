package org.copyblade.blade.flashcopy.internal.array;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.copyblade.blade.flashcopy.internal.rest.RestClient;
import org.copyblade.blade.flashcopy.internal.rest.RestException;
import org.copyblade.blade.flashcopy.internal.rest.RestException.Reason;
import org.copyblade.blade.flashcopy.internal.rest.Token;
import org.copyblade.blade.spi.Call;

/**
 * The requests this blade makes of a DS8000, each one request. Nothing is kept. Any thread.
 *
 * <p>Source: IBM Documentation of the DS8000 RESTful API and its public clients; what none of them states is marked
 * (unconfirmed).
 */
public final class Ds8000 {

    /** Ids in one DELETE; documented. */
    public static final int IDS_PER_DELETE = 32;

    /** Bytes of a cylinder of a 3390; that capacity counts them is (unconfirmed). */
    private static final long CYLINDER_BYTES = 849_960;

    private static final String UNFREEZE = "/cs/flashcopies/unfreeze";

    private final RestClient client;

    public Ds8000(RestClient client) {
        this.client = client;
    }

    /** The id of the system, for example {@code 2107-75ABC11}. */
    public String systemId(Call call) throws RestException {
        List<String> ids = Shapes.systemIds(client.get("/systems", call));
        if (ids.size() != 1) {
            throw RestException.unknown(
                    Reason.NOT_UNDERSTOOD, "the endpoint speaks for " + ids.size() + " systems: " + ids);
        }
        return ids.get(0);
    }

    public List<Subsystem> subsystems(Call call) throws RestException {
        return Shapes.subsystems(client.get("/lss", call));
    }

    /** One subsystem with its freeze timer. */
    public Subsystem subsystem(String lss, Call call) throws RestException {
        List<Subsystem> found = Shapes.subsystems(client.get("/lss/" + lss, call));
        if (found.size() != 1) {
            throw RestException.unknown(Reason.NOT_UNDERSTOOD, "asked for subsystem " + lss + ", got " + found.size());
        }
        return found.get(0);
    }

    /** The volumes of one subsystem; none where there is no such subsystem. */
    public List<Volume> volumes(String lss, Call call) throws RestException {
        try {
            return Shapes.volumes(client.get("/lss/" + lss + "/volumes", call));
        } catch (RestException e) {
            if (e.isGone()) {
                return List.of();
            }
            throw e;
        }
    }

    public List<ExtentPool> pools(Call call) throws RestException {
        return Shapes.pools(client.get("/pools", call));
    }

    /** Every relation of the system: that a query without filter gives all of them is (unconfirmed). */
    public Relations relations(Call call) throws RestException {
        return new Relations(Shapes.relations(client.get("/cs/flashcopies", call)));
    }

    /** Changes the nickname of a volume. */
    public void rename(VolumeId volume, String name, Call call) throws RestException {
        client.put("/volumes/" + volume, JsonNodeFactory.instance.objectNode().put("name", name), call);
    }

    /**
     * Makes a volume of the size and type of another.
     *
     * @param pool where its space comes from
     * @param thin whether it takes space for what is written only
     */
    public void make(VolumeId volume, String name, Volume like, String pool, boolean thin, Call call)
            throws RestException {
        boolean cylinders = like.isCkd() && like.capacityBytes() % CYLINDER_BYTES == 0;
        long capacity = cylinders ? like.capacityBytes() / CYLINDER_BYTES : like.capacityBytes();
        ObjectNode params = JsonNodeFactory.instance
                .objectNode()
                .put("id", volume.value())
                .put("name", name)
                .put("cap", Long.toString(capacity))
                .put("captype", cylinders ? "cyl" : "bytes")
                .put("stgtype", like.storageType())
                .put("pool", pool)
                .put("lss", volume.lss())
                .put("tp", thin ? "ese" : "none");
        client.post("/volumes", params, call);
    }

    /** Establishes, refreshes or reverses; the answer has one result per pair, in their order. */
    public List<PairResult> establish(List<Pair> pairs, Collection<CopyOption> options, Call call)
            throws RestException {
        ObjectNode params = JsonNodeFactory.instance.objectNode();
        ArrayNode volumes = params.putArray("volume_pairs");
        for (Pair pair : pairs) {
            volumes.addObject()
                    .put("source_volume", pair.source().value())
                    .put("target_volume", pair.target().value());
        }
        ArrayNode words = params.putArray("options");
        options.stream().sorted().map(CopyOption::word).forEach(words::add);
        JsonNode body = client.post("/cs/flashcopies", params, call);
        return EstablishAnswer.read(body, pairs);
    }

    /** Ends relations, at most {@value #IDS_PER_DELETE}; gone already is success. */
    public void withdraw(List<Pair> pairs, Call call) throws RestException {
        String path = pairs.size() == 1
                ? "/cs/flashcopies/" + pairs.get(0).id()
                : "/cs/flashcopies?ids=" + pairs.stream().map(Pair::id).collect(Collectors.joining(","));
        try {
            requireEach(client.delete(path, call));
        } catch (RestException e) {
            if (!e.isGone()) {
                throw e;
            }
            // One that is gone may have kept the others from being ended: the caller looks again.
        }
    }

    private static void requireEach(JsonNode body) throws RestException {
        for (JsonNode element : body.path("responses")) {
            JsonNode server = element.path("server");
            String status = server.path("status").asText();
            String code = server.path("code").asText();
            if (!status.equals("ok") && !status.equals("successful") && !code.equals("BE7A0001")) {
                throw RestException.unknown(
                        Reason.REFUSED,
                        "withdraw: " + code + " " + server.path("message").asText());
            }
        }
    }

    /** Lets the held writes of whole subsystems go; accepted also if nothing is held. */
    public void unfreeze(Set<String> subsystems, Call call) throws RestException {
        client.post(UNFREEZE, unfreezeParams(subsystems), call);
    }

    /** Where {@link #unfreeze} goes, for somebody outside. */
    public URI unfreezeUri() {
        return client.uri(UNFREEZE);
    }

    /** The body of {@link #unfreeze}, for somebody outside. */
    public static String unfreezeBody(Set<String> subsystems) {
        return RestClient.envelope(unfreezeParams(subsystems));
    }

    private static ObjectNode unfreezeParams(Set<String> subsystems) {
        ObjectNode params = JsonNodeFactory.instance.objectNode();
        ArrayNode ids = params.putArray("lss_ids");
        new TreeSet<>(subsystems).forEach(ids::add);
        return params;
    }

    /** A login of its own. */
    public Token freshToken(Call call) throws RestException {
        return client.freshToken(call);
    }
}
