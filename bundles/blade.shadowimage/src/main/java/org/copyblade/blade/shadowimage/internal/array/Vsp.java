package org.copyblade.blade.shadowimage.internal.array;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Optional;
import org.copyblade.blade.shadowimage.internal.rest.RestClient;
import org.copyblade.blade.shadowimage.internal.rest.RestException;
import org.copyblade.blade.spi.Call;

/**
 * The requests this blade makes of a VSP. Nothing is kept. Any thread.
 *
 * <p>Source: Hitachi REST API Reference Guide (MK-98RD9014) and its public clients; what none of them states is marked
 * (unconfirmed).
 */
public final class Vsp {

    private static final int LDEVS_AT_ONCE = 16_384;
    private static final String GROUPS = "/local-clone-copygroups";
    private static final String PAIRS = "/local-clone-copypairs";

    /** How a pair is to be made. */
    public record NewPair(
            GroupName group, String name, int pvol, int svol, int mirrorUnit, int pace, boolean dataReduction) {}

    private final RestClient client;

    public Vsp(RestClient client) {
        this.client = client;
    }

    /** The storage id, as the storage itself says it. */
    public String storageId(Call call) throws RestException {
        return Shapes.text(client.get("", call), "storageDeviceId");
    }

    public Optional<Ldev> ldev(int id, Call call) throws RestException {
        return Shapes.ldev(client.get("/ldevs/" + id, call));
    }

    /** Every volume from the lowest to the highest of these numbers. */
    public List<Ldev> ldevs(Collection<Integer> numbers, Call call) throws RestException {
        List<Ldev> ldevs = new ArrayList<>();
        IntSummaryStatistics bounds =
                numbers.stream().mapToInt(Integer::intValue).summaryStatistics();
        for (int head = bounds.getMin(); !numbers.isEmpty() && head <= bounds.getMax(); ) {
            int count = Math.min(LDEVS_AT_ONCE, bounds.getMax() - head + 1);
            String path = "/ldevs?headLdevId=" + head + "&count=" + count + "&ldevOption=defined";
            List<JsonNode> nodes = Shapes.data(client.get(path, call));
            int last = Ldev.MOST;
            for (JsonNode node : nodes) {
                Optional<Ldev> ldev = Shapes.ldev(node);
                ldev.ifPresent(ldevs::add);
                last = ldev.map(Ldev::id).orElse(last);
            }
            head = nodes.size() < count ? Ldev.MOST : last + 1;
        }
        return ldevs;
    }

    /** Changes the label of a volume. */
    public void label(int ldev, String label, Call call) throws RestException {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("label", label);
        client.change("PATCH", "/ldevs/" + ldev, body.toString(), call);
    }

    /** Every copy group, without its pairs. */
    public List<GroupName> groups(Call call) throws RestException {
        List<GroupName> groups = new ArrayList<>();
        for (JsonNode node : Shapes.data(client.get(GROUPS, call))) {
            groups.add(Shapes.groupName(node));
        }
        return groups;
    }

    /** A copy group with its pairs as they are now. */
    public MirrorGroup group(GroupName name, Call call) throws RestException {
        try {
            List<JsonNode> nodes = Shapes.data(client.get(PAIRS + "?localCloneCopyGroupId=" + name.id(), call));
            return new MirrorGroup(name, Shapes.pairs(nodes));
        } catch (RestException e) {
            if (e.isGone()) {
                return new MirrorGroup(name, List.of());
            }
            throw e;
        }
    }

    /**
     * Makes a pair, in a consistency group with the others of its copy group.
     *
     * @param first is it the first pair of a new copy group?
     */
    public void create(NewPair pair, boolean first, Call call) throws RestException {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("copyGroupName", pair.group().group())
                .put("pvolDeviceGroupName", pair.group().pvols())
                .put("svolDeviceGroupName", pair.group().svols())
                .put("copyPairName", pair.name())
                .put("replicationType", "SI")
                .put("pvolLdevId", pair.pvol())
                .put("svolLdevId", pair.svol())
                .put("isNewGroupCreation", first)
                .put("isConsistencyGroup", true)
                .put("copyPace", pair.pace());
        if (first) {
            body.put("pvolMuNumber", pair.mirrorUnit());
        }
        if (pair.dataReduction()) {
            body.put("isDataReductionForceCopy", true);
        }
        client.change("POST", PAIRS, body.toString(), call);
    }

    /** The instant of every pair of the group, which must all be in step: one already split keeps its old image. */
    public void split(GroupName group, Call call) throws RestException {
        act(GROUPS + "/" + group.id(), "split", quick(true), call);
    }

    /** The same for one pair. */
    public void split(GroupName group, String pair, Call call) throws RestException {
        act(PAIRS + "/" + group.id() + "," + pair, "split", quick(true), call);
    }

    /** Lets the pairs of a group that are split follow again; their images end here. */
    public void resync(GroupName group, int pace, Call call) throws RestException {
        ObjectNode parameters = quick(false).put("copyPace", pace);
        act(GROUPS + "/" + group.id(), "resync", parameters, call);
    }

    /** Copies back the images of all pairs of a group. */
    public void restore(GroupName group, boolean quick, Call call) throws RestException {
        act(GROUPS + "/" + group.id(), "restore", quick(quick), call);
    }

    /** The same for one pair. */
    public void restore(GroupName group, String pair, boolean quick, Call call) throws RestException {
        act(PAIRS + "/" + group.id() + "," + pair, "restore", quick(quick), call);
    }

    private static ObjectNode quick(boolean quick) {
        return JsonNodeFactory.instance.objectNode().put("quickMode", quick);
    }

    private void act(String object, String verb, ObjectNode parameters, Call call) throws RestException {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.set("parameters", parameters);
        client.change("POST", object + "/actions/" + verb + "/invoke", body.toString(), call);
    }

    /** Dissolves all pairs of a group; gone already is success. */
    public void delete(GroupName group, Call call) throws RestException {
        try {
            client.change("DELETE", GROUPS + "/" + group.id(), "", call);
        } catch (RestException e) {
            if (!e.isGone()) {
                throw e;
            }
        }
    }
}
