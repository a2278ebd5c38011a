package org.copyblade.blade.shadowimage.internal.array;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.copyblade.blade.shadowimage.internal.rest.RestException;
import org.copyblade.blade.shadowimage.internal.rest.RestException.Reason;

/** Reads the objects of the REST API; what is missing is an error, never 0. Pure. */
final class Shapes {

    private Shapes() {}

    static List<JsonNode> data(JsonNode body) throws RestException {
        JsonNode array = body.path("data");
        if (!array.isArray()) {
            throw unreadable("no array 'data'", body);
        }
        List<JsonNode> nodes = new ArrayList<>(array.size());
        array.forEach(nodes::add);
        return nodes;
    }

    /** Empty for a number that no volume has. */
    static Optional<Ldev> ldev(JsonNode node) throws RestException {
        String emulation = text(node, "emulationType");
        if (emulation.equals("NOT DEFINED") || emulation.equals("DEFINING") || emulation.equals("REMOVING")) {
            return Optional.empty();
        }
        Set<String> attributes = new HashSet<>();
        node.path("attributes").forEach(attribute -> attributes.add(attribute.asText()));
        return Optional.of(new Ldev(
                (int) number(node, "ldevId"),
                emulation,
                number(node, "blockCapacity"),
                node.path("label").asText(),
                node.path("status").asText(),
                attributes,
                node.path("dataReductionStatus").asText().equals("ENABLED")));
    }

    static GroupName groupName(JsonNode node) throws RestException {
        return new GroupName(
                text(node, "copyGroupName"), text(node, "pvolDeviceGroupName"), text(node, "svolDeviceGroupName"));
    }

    /** Clients pass over pairs of which only one volume is defined. */
    static List<MirrorPair> pairs(List<JsonNode> nodes) throws RestException {
        List<MirrorPair> pairs = new ArrayList<>(nodes.size());
        for (JsonNode node : nodes) {
            if (node.hasNonNull("pvolLdevId") && node.hasNonNull("svolLdevId")) {
                pairs.add(pair(node));
            }
        }
        return pairs;
    }

    private static MirrorPair pair(JsonNode node) throws RestException {
        JsonNode consistency = node.path("consistencyGroupId");
        return new MirrorPair(
                text(node, "copyPairName"),
                (int) number(node, "pvolLdevId"),
                (int) number(node, "svolLdevId"),
                (int) number(node, "pvolMuNumber"),
                text(node, "pvolStatus"),
                text(node, "svolStatus"),
                consistency.isIntegralNumber() ? OptionalInt.of(consistency.asInt()) : OptionalInt.empty(),
                node.path("copyProgressRate").asInt());
    }

    /** Snapshots whose S-VOL is assigned; those without are in nobody's way. */
    static List<MirrorPair> snapshots(List<JsonNode> nodes) throws RestException {
        List<MirrorPair> pairs = new ArrayList<>(nodes.size());
        for (JsonNode node : nodes) {
            if (node.hasNonNull("svolLdevId")) {
                pairs.add(snapshot(node));
            }
        }
        return pairs;
    }

    /** PFUL and PFUS say that a threshold of the pool is passed; their images are good. */
    private static MirrorPair snapshot(JsonNode node) throws RestException {
        String status = text(node, "status").replace("PFUL", "PAIR").replace("PFUS", "PSUS");
        boolean consistent = node.path("isConsistencyGroup").asBoolean();
        return new MirrorPair(
                (int) number(node, "pvolLdevId") + "," + (int) number(node, "muNumber"),
                (int) number(node, "pvolLdevId"),
                (int) number(node, "svolLdevId"),
                (int) number(node, "muNumber"),
                status,
                status.equals("PSUS") ? "SSUS" : status,
                consistent ? OptionalInt.of(0) : OptionalInt.empty(),
                node.path("progressRate").asInt());
    }

    /** The path of what was asked may be of either form, and its commas encoded. */
    static StorageJob job(JsonNode node) throws RestException {
        String url = text(node.path("request"), "requestUrl").replaceFirst("\\?.*", "");
        String order = url.replaceFirst("^.*?/v1/objects(/storages/[^/]+)?", "").replaceAll("(?i)%2c", ",");
        boolean failed = node.path("state").asText().equals("Failed");
        return new StorageJob(
                number(node, "jobId"),
                node.path("userId").asText(),
                order,
                !failed || !node.path("affectedResources").isEmpty());
    }

    static String text(JsonNode node, String field) throws RestException {
        String text = node.path(field).asText();
        if (text.isEmpty()) {
            throw unreadable("field '" + field + "' is missing", node);
        }
        return text;
    }

    private static long number(JsonNode node, String field) throws RestException {
        JsonNode value = node.path(field);
        if (!value.isIntegralNumber()) {
            throw unreadable("field '" + field + "' is no number", node);
        }
        return value.asLong();
    }

    private static RestException unreadable(String why, JsonNode node) {
        String shown = node.toString();
        return RestException.unknown(
                Reason.NOT_UNDERSTOOD, why + " in " + shown.substring(0, Math.min(200, shown.length())));
    }
}
