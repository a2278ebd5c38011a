package org.copyblade.blade.shadowimage.internal.array;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.copyblade.blade.shadowimage.internal.rest.RestClient;
import org.copyblade.blade.shadowimage.internal.rest.RestException;
import org.copyblade.blade.spi.Call;

/** The requests for ShadowImage pairs, which the API calls local clones. */
final class ShadowImage implements CopyEngine {

    private static final String GROUPS = "/local-clone-copygroups";
    private static final String PAIRS = "/local-clone-copypairs";

    private final RestClient client;

    ShadowImage(RestClient client) {
        this.client = client;
    }

    @Override
    public List<GroupName> groups(Call call) throws RestException {
        List<GroupName> groups = new ArrayList<>();
        for (JsonNode node : Shapes.data(client.get(GROUPS, call))) {
            groups.add(Shapes.groupName(node));
        }
        return groups;
    }

    @Override
    public MirrorGroup group(GroupName name, Call call) throws RestException {
        try {
            List<JsonNode> nodes = Shapes.data(client.get(PAIRS + "?localCloneCopyGroupId=" + name.id(), call));
            return new MirrorGroup(Method.PAIR, name, Shapes.pairs(nodes));
        } catch (RestException e) {
            if (e.isGone()) {
                return new MirrorGroup(Method.PAIR, name, List.of());
            }
            throw e;
        }
    }

    @Override
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

    @Override
    public long split(GroupName group, Call call) throws RestException {
        return act(GROUPS + "/" + group.id(), "split", quick(true), call);
    }

    @Override
    public void split(GroupName group, String pair, Call call) throws RestException {
        act(PAIRS + "/" + group.id() + "," + pair, "split", quick(true), call);
    }

    @Override
    public void resync(GroupName group, int pace, Call call) throws RestException {
        ObjectNode parameters = quick(false).put("copyPace", pace);
        act(GROUPS + "/" + group.id(), "resync", parameters, call);
    }

    @Override
    public void restore(GroupName group, boolean quick, Call call) throws RestException {
        act(GROUPS + "/" + group.id(), "restore", quick(quick), call);
    }

    @Override
    public void restore(GroupName group, String pair, boolean quick, Call call) throws RestException {
        act(PAIRS + "/" + group.id() + "," + pair, "restore", quick(quick), call);
    }

    private static ObjectNode quick(boolean quick) {
        return JsonNodeFactory.instance.objectNode().put("quickMode", quick);
    }

    @Override
    public boolean touches(MirrorGroup group, String order) {
        String id = group.name().id();
        return order.equals(GROUPS + "/" + id)
                || order.startsWith(GROUPS + "/" + id + "/")
                || order.startsWith(PAIRS + "/" + id + ",");
    }

    @Override
    public boolean splits(MirrorGroup group, String order) {
        return order.equals(action(GROUPS + "/" + group.name().id(), "split"));
    }

    private static String action(String object, String verb) {
        return object + "/actions/" + verb + "/invoke";
    }

    private long act(String object, String verb, ObjectNode parameters, Call call) throws RestException {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.set("parameters", parameters);
        return client.change("POST", action(object, verb), body.toString(), call);
    }

    @Override
    public void delete(MirrorGroup group, Call call) throws RestException {
        try {
            client.change("DELETE", GROUPS + "/" + group.name().id(), "", call);
        } catch (RestException e) {
            if (!e.isGone()) {
                throw e;
            }
        }
    }
}
