package org.copyblade.blade.timefinder.internal.array;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.copyblade.blade.timefinder.internal.rest.RestException;
import org.copyblade.blade.timefinder.internal.rest.RestException.Reason;

/** Reads the documents of the API, in both spellings where there are two. A missing number is an error, never 0. Pure. */
final class Shapes {

    private Shapes() {}

    static List<String> texts(JsonNode body, String name) throws RestException {
        JsonNode array = array(body, name);
        List<String> texts = new ArrayList<>(array.size());
        array.forEach(node -> texts.add(node.asText()));
        return List.copyOf(texts);
    }

    static Volume volume(JsonNode node) throws RestException {
        Set<String> groups = new HashSet<>();
        node.path("storageGroupId").forEach(group -> groups.add(group.asText()));
        return new Volume(
                id(text(node, "volumeId"), node),
                number(node, "cap_cyl"),
                text(node, "emulation"),
                node.path("status").asText(),
                node.path("snapvx_target").asBoolean(),
                groups);
    }

    /** A device may bear a label behind a colon. */
    static List<DeviceSnapshot> snapshots(JsonNode body) throws RestException {
        List<DeviceSnapshot> snapshots = new ArrayList<>();
        for (JsonNode device : array(body, "device")) {
            VolumeId volume = id(text(device, "name").split(":", 2)[0], device);
            for (JsonNode snapshot : device.path("snapshot")) {
                snapshots.add(new DeviceSnapshot(
                        volume,
                        text(snapshot, "name"),
                        Math.toIntExact(number(snapshot, "generation")),
                        snapshot.path("linked").asBoolean(),
                        snapshot.path("restored").asBoolean(),
                        false,
                        snapshot.path("state").toString()));
            }
        }
        return List.copyOf(snapshots);
    }

    /** Those of one volume, which the API shows in other words than those of many. */
    static List<DeviceSnapshot> snapshots(VolumeId source, JsonNode body) throws RestException {
        List<DeviceSnapshot> snapshots = new ArrayList<>();
        for (JsonNode snapshot : array(body, "snapshotSrcs")) {
            boolean linked = false;
            for (JsonNode device : snapshot.path("linkedDevices")) {
                linked |= device.path("linked").asBoolean();
            }
            snapshots.add(new DeviceSnapshot(
                    source,
                    text(snapshot, "snapshotName"),
                    Math.toIntExact(number(snapshot, "generation")),
                    linked,
                    snapshot.path("isRestored").asBoolean(),
                    snapshot.path("secured").asBoolean()
                            && !snapshot.path("expired").asBoolean(),
                    snapshot.path("state").toString()));
        }
        return List.copyOf(snapshots);
    }

    static PointInTime point(JsonNode body) throws RestException {
        JsonNode sources = either(body, "sourceVolume", "source_volume");
        if (!sources.isArray()) {
            throw unreadable("no array 'sourceVolume'", body);
        }
        Set<VolumeId> volumes = new HashSet<>();
        for (JsonNode source : sources) {
            volumes.add(id(text(source, "name"), source));
        }
        JsonNode snapid = either(body, "snap_id", "snapid");
        if (!snapid.canConvertToLong() && !snapid.asText().matches("[0-9]{1,18}")) {
            throw unreadable("field 'snap_id' is no number", body);
        }
        return new PointInTime(snapid.asLong(), volumes);
    }

    /** How long nobody may end the snapshot of a storage group; empty if it may be ended. */
    static Optional<SecureTerm> secure(JsonNode body) throws RestException {
        text(body, "name");
        String told = either(body, "secureExpiryDate", "secure_expiry_date").asText("");
        boolean over = either(body, "isExpired", "expired").asBoolean();
        return over || told.isBlank() || told.equalsIgnoreCase("N/A")
                ? Optional.empty()
                : Optional.of(new SecureTerm(told));
    }

    /** The snapid of a volume's only snapshot of a name. */
    static long snapid(JsonNode body) throws RestException {
        JsonNode sources = array(body, "snapshotSrc");
        if (sources.size() != 1) {
            throw unreadable("there are " + sources.size() + " generations", body);
        }
        return number(sources.get(0), "snap_id");
    }

    static List<Shown> links(VolumeId source, String name, JsonNode body) throws RestException {
        List<Shown> links = new ArrayList<>();
        for (JsonNode snapshot : array(body, "snapshotSrc")) {
            for (Link link : linksOf(source, snapshot)) {
                links.add(new Shown(name, number(snapshot, "snap_id"), link));
            }
        }
        return List.copyOf(links);
    }

    /** The same of all snapshots of a volume, by their names. */
    static List<Shown> shown(VolumeId source, JsonNode body) throws RestException {
        List<Shown> shown = new ArrayList<>();
        for (JsonNode snapshot : array(body, "snapshotSrcs")) {
            for (Link link : linksOf(source, snapshot)) {
                shown.add(new Shown(text(snapshot, "snapshotName"), number(snapshot, "snap_id"), link));
            }
        }
        return List.copyOf(shown);
    }

    /** A restore shows as a link of the volume to itself. */
    private static List<Link> linksOf(VolumeId source, JsonNode snapshot) throws RestException {
        List<Link> links = new ArrayList<>();
        for (JsonNode device : snapshot.path("linkedDevices")) {
            VolumeId target = id(text(device, "targetDevice").split(":", 2)[0], device);
            if (!target.equals(source)) {
                links.add(link(source, target, device));
            }
        }
        return links;
    }

    /**
     * The word says that a copy has ended, since a percentage may be rounded; it decides alone only where it is there. How
     * a copy under way is spelled is (unconfirmed).
     */
    private static Link link(VolumeId source, VolumeId target, JsonNode device) throws RestException {
        boolean defined = device.path("defined").asBoolean(true);
        String state = device.path("state").asText();
        boolean ended = state.equalsIgnoreCase("Copied");
        if (!ended && !device.path("copy").asBoolean()) {
            return new Link(source, target, defined, Link.Mode.NOCOPY, 0);
        }
        int percent = ended ? 100 : (int) Math.max(0, Math.min(100, number(device, "percentageCopied")));
        boolean copied = ended || state.isEmpty() && percent == 100;
        return copied
                ? new Link(source, target, defined, Link.Mode.COPIED, 100)
                : new Link(source, target, defined, Link.Mode.COPYING, Math.min(99, percent));
    }

    static List<ClonePair> clones(JsonNode body) throws RestException {
        List<ClonePair> pairs = new ArrayList<>();
        for (JsonNode node : array(body, "clones")) {
            pairs.add(new ClonePair(
                    id(text(node, "source_volume_name"), node),
                    id(text(node, "target_volume_name"), node),
                    text(node, "state"),
                    number(node, "src_protected_tracks")));
        }
        return List.copyOf(pairs);
    }

    private static JsonNode either(JsonNode body, String one, String other) {
        return body.has(one) ? body.path(one) : body.path(other);
    }

    static VolumeId id(String text, JsonNode node) throws RestException {
        if (!VolumeId.isValid(text)) {
            throw unreadable("'" + text + "' is no volume id", node);
        }
        return new VolumeId(text.toUpperCase(Locale.ROOT));
    }

    static JsonNode array(JsonNode body, String name) throws RestException {
        JsonNode array = body.path(name);
        if (!array.isArray()) {
            throw unreadable("no array '" + name + "'", body);
        }
        return array;
    }

    static String text(JsonNode node, String field) throws RestException {
        String text = node.path(field).asText();
        if (text.isEmpty()) {
            throw unreadable("field '" + field + "' is missing", node);
        }
        return text;
    }

    static long number(JsonNode node, String field) throws RestException {
        try {
            return Long.parseLong(text(node, field));
        } catch (NumberFormatException e) {
            throw unreadable("field '" + field + "' is no number", node);
        }
    }

    static RestException unreadable(String why, JsonNode node) {
        String shown = node.toString();
        return RestException.unknown(
                Reason.NOT_UNDERSTOOD, why + " in " + shown.substring(0, Math.min(200, shown.length())));
    }
}
