package org.copyblade.blade.shadowimage.internal.array;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.copyblade.blade.shadowimage.internal.rest.RestClient;
import org.copyblade.blade.shadowimage.internal.rest.RestException;
import org.copyblade.blade.spi.Call;

/**
 * The requests for Thin Image snapshots. A snapshot group has no device groups, and its pairs have no names but their ids. A
 * snapshot that is split is whole at once, so it looks like a pair that is split and copied.
 */
final class ThinImage implements CopyEngine {

    private static final String GROUPS = "/snapshot-groups";
    private static final String SNAPSHOTS = "/snapshots";

    private final RestClient client;
    private final int pool;

    ThinImage(RestClient client, int pool) {
        this.client = client;
        this.pool = pool;
    }

    @Override
    public List<GroupName> groups(Call call) throws RestException {
        List<GroupName> groups = new ArrayList<>();
        for (JsonNode node : Shapes.data(client.get(GROUPS, call))) {
            groups.add(GroupName.of(Shapes.text(node, "snapshotGroupName")));
        }
        return groups;
    }

    @Override
    public MirrorGroup group(GroupName name, Call call) throws RestException {
        try {
            List<JsonNode> nodes = Shapes.data(client.get(SNAPSHOTS + "?snapshotGroupName=" + name.group(), call));
            return new MirrorGroup(Method.THIN_IMAGE, name, Shapes.snapshots(nodes));
        } catch (RestException e) {
            if (e.isGone()) {
                return new MirrorGroup(Method.THIN_IMAGE, name, List.of());
            }
            throw e;
        }
    }

    @Override
    public void create(NewPair pair, boolean first, Call call) throws RestException {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("snapshotGroupName", pair.group().group())
                .put("snapshotPoolId", pool)
                .put("pvolLdevId", pair.pvol())
                .put("svolLdevId", pair.svol())
                .put("isConsistencyGroup", true);
        if (pair.dataReduction()) {
            body.put("isDataReductionForceCopy", true);
        }
        client.change("POST", SNAPSHOTS, body.toString(), call);
    }

    @Override
    public long split(GroupName group, Call call) throws RestException {
        return act(GROUPS + "/" + group.group(), "split", call);
    }

    @Override
    public void split(GroupName group, String pair, Call call) throws RestException {
        act(SNAPSHOTS + "/" + pair, "split", call);
    }

    @Override
    public void resync(GroupName group, int pace, Call call) throws RestException {
        act(GROUPS + "/" + group.group(), "resync", call);
    }

    @Override
    public void restore(GroupName group, boolean quick, Call call) throws RestException {
        act(GROUPS + "/" + group.group(), "restore", call);
    }

    @Override
    public void restore(GroupName group, String pair, boolean quick, Call call) throws RestException {
        act(SNAPSHOTS + "/" + pair, "restore", call);
    }

    @Override
    public boolean touches(MirrorGroup group, String order) {
        return isOf(GROUPS + "/" + group.name().group(), order)
                || group.pairs().stream().anyMatch(pair -> isOf(SNAPSHOTS + "/" + pair.name(), order));
    }

    private static boolean isOf(String object, String order) {
        return order.equals(object) || order.startsWith(object + "/");
    }

    @Override
    public boolean splits(MirrorGroup group, String order) {
        return order.equals(action(GROUPS + "/" + group.name().group(), "split"));
    }

    private static String action(String object, String verb) {
        return object + "/actions/" + verb + "/invoke";
    }

    private long act(String object, String verb, Call call) throws RestException {
        return client.change("POST", action(object, verb), "", call);
    }

    /** One by one: a group goes with its last snapshot. */
    @Override
    public void delete(MirrorGroup group, Call call) throws RestException {
        for (MirrorPair pair : group.pairs()) {
            try {
                client.change("DELETE", SNAPSHOTS + "/" + pair.name(), "", call);
            } catch (RestException e) {
                if (!e.isGone()) {
                    throw e;
                }
            }
        }
    }
}
