package org.copyblade.blade.timefinder.internal.array;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.timefinder.internal.rest.RestException;

/**
 * The requests about clone sessions. Sessions are made pair by pair through a private path, because the public one would
 * activate them at once; from then on they are meant by two storage groups, of their sources and of their targets. Any thread.
 *
 * <p>That a session made without activation is copied before by the mode {@code pre_copy}, that {@code Establish} activates
 * it, and that making it again re-creates it is (unconfirmed); each word is one of the API's models.
 */
public final class Clones {

    /** The prefix that they came with. */
    public static final int SINCE = 100;

    private static final String LICENCE = "SYMM_TF_CLONE";

    private final PowerMax array;

    Clones(PowerMax array) {
        this.array = array;
    }

    /** Whether the array may make clones. */
    public boolean licensed(Call call) throws RestException {
        JsonNode body = array.ask(prefix -> "/" + prefix + "/system/capabilities/symmetrix", call);
        for (JsonNode capability : Shapes.array(body, "capability")) {
            if (capability.path("symmetrix_id").asText().equals(array.id())) {
                return Shapes.texts(capability, "license_features").contains(LICENCE);
            }
        }
        return false;
    }

    /** Which volumes are in sessions; that the filter by one volume may be left out is (unconfirmed). */
    public Paired paired(Call call) throws RestException {
        JsonNode first = array.ask(
                prefix -> "/private/" + prefix + "/sloprovisioning/symmetrix/" + array.id() + "/volume", call);
        Set<VolumeId> sources = new HashSet<>();
        Set<VolumeId> targets = new HashSet<>();
        for (JsonNode item : array.items(first, call)) {
            VolumeId volume = Shapes.id(Shapes.text(item.path("volumeHeader"), "volumeId"), item);
            JsonNode info = item.path("timeFinderInfo");
            if (info.path("cloneSrc").asBoolean()) {
                sources.add(volume);
            }
            if (info.path("cloneTarget").asBoolean()) {
                targets.add(volume);
            }
        }
        return new Paired(sources, targets);
    }

    /** Every session of the sources in a storage group, to whatever targets; empty where there is no such group. */
    public Optional<List<ClonePair>> pairs(String group, Call call) throws RestException {
        try {
            return Optional.of(Shapes.clones(array.ask(prefix -> path(prefix, group) + "/volume", call)));
        } catch (RestException e) {
            if (e.isGone()) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Makes sessions, without a point in time; those that are complete are re-created. */
    public void create(Collection<BoundPair> pairs, Call call) throws RestException {
        int prefix = array.version(call);
        ObjectNode body = PowerMax.object().put("establish", false).put("establish_terminate", false);
        ArrayNode list = body.putArray("replication_pair");
        pairs.forEach(pair -> list.addObject()
                .put("source_volume_name", pair.source().value())
                .put("target_volume_name", pair.target().value()));
        String path = "/private/" + prefix + "/replication/symmetrix/" + array.id() + "/clone/volume";
        array.change(prefix, "POST", path, body, call);
    }

    /** Begins to copy before the point in time. */
    public void precopy(String sources, String targets, Call call) throws RestException {
        ObjectNode body = PowerMax.object().put("action", "SetMode");
        body.putObject("set_mode").put("pre_copy", true);
        tolerant(sources, targets, body, call);
    }

    /**
     * The point in time of all sessions between two storage groups: one request, none before it.
     *
     * @param prefix the version, which was found out before
     * @return empty where the answer does not say what it was about
     */
    public Optional<Activation> activate(int prefix, String sources, String targets, Call call) throws RestException {
        ObjectNode body = PowerMax.object().put("action", "Establish");
        body.putObject("establish").put("consistent", true);
        JsonNode answer = array.change(prefix, "PUT", pair(prefix, sources, targets), body, call);
        return answer.has("volume_pair_count")
                ? Optional.of(new Activation(
                        Shapes.number(answer, "volume_pair_count"), Set.copyOf(Shapes.texts(answer, "state"))))
                : Optional.empty();
    }

    /** Copies all images between two storage groups back; under way already is success. */
    public void restore(String sources, String targets, Call call) throws RestException {
        ObjectNode body = PowerMax.object().put("action", "Restore");
        body.putObject("restore");
        tolerant(sources, targets, body, call);
    }

    /** Ends what a restore has left open, the sessions stay; ended already is success. */
    public void split(String sources, String targets, Call call) throws RestException {
        ObjectNode body = PowerMax.object().put("action", "Split");
        body.putObject("split");
        tolerant(sources, targets, body, call);
    }

    private void tolerant(String sources, String targets, ObjectNode body, Call call) throws RestException {
        int prefix = array.version(call);
        try {
            array.change(prefix, "PUT", pair(prefix, sources, targets), body, call);
        } catch (RestException e) {
            if (!e.isDoneAlready()) {
                throw e;
            }
            // Of several pairs some may not be: the caller looks again.
        }
    }

    /** Ends all sessions between two storage groups, whatever they are doing; gone already is success. */
    public void terminate(String sources, String targets, Call call) throws RestException {
        int prefix = array.version(call);
        String query = "?target_storage_group=" + PowerMax.encoded(targets) + "&symforce=true";
        try {
            array.change(prefix, "DELETE", path(prefix, sources) + "/storagegroup" + query, PowerMax.object(), call);
        } catch (RestException e) {
            if (!e.isGone()) {
                throw e;
            }
        }
    }

    private String pair(int prefix, String sources, String targets) {
        return path(prefix, sources) + "/storagegroup/" + PowerMax.encoded(targets);
    }

    private String path(int prefix, String sources) {
        return "/" + prefix + "/replication/symmetrix/" + array.id() + "/storagegroup/" + PowerMax.encoded(sources)
                + "/clone";
    }
}
