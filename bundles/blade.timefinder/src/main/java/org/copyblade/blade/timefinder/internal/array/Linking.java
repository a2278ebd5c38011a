package org.copyblade.blade.timefinder.internal.array;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.timefinder.internal.rest.RestException;

/** The requests about volumes that show snapshots. A point in time is meant by its snapid, which never changes. Any thread. */
public final class Linking {

    private final PowerMax array;

    Linking(PowerMax array) {
        this.array = array;
    }

    /** The volumes that show a volume's snapshots of a name, however many generations there are. */
    public List<Shown> of(VolumeId source, String name, Call call) throws RestException {
        return Shapes.links(source, name, array.ask(prefix -> array.device(prefix, source, name), call));
    }

    /** The volumes that show any snapshot of a volume, whoever made it; none where there is no such volume. */
    public List<Shown> shown(VolumeId source, Call call) throws RestException {
        try {
            return Shapes.shown(
                    source, array.ask(prefix -> array.devices(prefix) + "/volume/" + source + "/snapshot", call));
        } catch (RestException e) {
            if (e.isGone()) {
                return List.of();
            }
            throw e;
        }
    }

    /**
     * Shows a point in time on other volumes, each source on the target beside it. Its end is not that of the copy.
     *
     * @param copy whether all data is copied to them in the background
     */
    public void link(String name, long snapid, List<Link> pairs, boolean copy, Call call) throws RestException {
        link("Link", name, snapid, pairs, copy, call);
    }

    /**
     * The same for targets that show some snapshot of their sources: they leave that, and only what differs is copied. Done
     * again it does no harm, but that what was written to a target is gone. That the private path takes the action of the
     * public one is (unconfirmed).
     */
    public void relink(String name, long snapid, List<Link> pairs, boolean copy, Call call) throws RestException {
        link("Relink", name, snapid, pairs, copy, call);
    }

    private void link(String action, String name, long snapid, List<Link> pairs, boolean copy, Call call)
            throws RestException {
        ObjectNode body = pairs(action, pairs)
                .put("snap_id", snapid)
                .put("copy", copy)
                .put("exact", true)
                .put("executionOption", "ASYNCHRONOUS");
        change(name, body, call);
    }

    /**
     * Not linked any more is success. One request for each point in time: its generation may be another by now, and that a
     * link of another generation than is named is left alone is (unconfirmed).
     *
     * @return whether the array has ended all of them; if not, one that was gone may have kept others, and whoever asks looks again
     */
    public boolean unlink(String name, List<Shown> links, Call call) throws RestException {
        Map<Long, List<Link>> bySnapid = new LinkedHashMap<>();
        links.forEach(shown -> bySnapid.computeIfAbsent(shown.snapid(), unused -> new ArrayList<>())
                .add(shown.link()));
        boolean all = true;
        for (Map.Entry<Long, List<Link>> entry : bySnapid.entrySet()) {
            ObjectNode body = pairs("Unlink", entry.getValue())
                    .put("snap_id", entry.getKey())
                    .put("executionOption", "ASYNCHRONOUS");
            all &= PowerMax.tolerant(() -> change(name, body, call));
        }
        return all;
    }

    private void change(String name, ObjectNode body, Call call) throws RestException {
        String path = array.devices(array.version(call)) + "/snapshot/" + PowerMax.encoded(name);
        array.change("PUT", path, body, call);
    }

    private static ObjectNode pairs(String action, List<Link> pairs) {
        ObjectNode body = PowerMax.object().put("action", action);
        PowerMax.named(
                body, "deviceNameListSource", pairs.stream().map(Link::source).toList());
        PowerMax.named(
                body, "deviceNameListTarget", pairs.stream().map(Link::target).toList());
        return body;
    }
}
