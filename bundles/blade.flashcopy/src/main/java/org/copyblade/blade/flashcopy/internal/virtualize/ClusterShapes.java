package org.copyblade.blade.flashcopy.internal.virtualize;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.copyblade.blade.flashcopy.internal.rest.RestException;
import org.copyblade.blade.flashcopy.internal.rest.RestException.Reason;

/** Reads what the system answers; all values are strings there. Pure. */
final class ClusterShapes {
    private ClusterShapes() {}

    static List<Vdisk> vdisks(JsonNode list) throws RestException {
        List<Vdisk> vdisks = new ArrayList<>();
        for (JsonNode node : array(list)) {
            vdisks.add(new Vdisk(
                    text(node, "id"),
                    text(node, "name"),
                    text(node, "vdisk_UID"),
                    number(node, "capacity"),
                    text(node, "status"),
                    number(node, "se_copy_count") > 0));
        }
        return vdisks;
    }

    static List<FlashMapping> mappings(JsonNode list) throws RestException {
        List<FlashMapping> mappings = new ArrayList<>();
        for (JsonNode node : array(list)) {
            mappings.add(new FlashMapping(
                    text(node, "id"),
                    text(node, "source_vdisk_id"),
                    text(node, "target_vdisk_id"),
                    node.path("group_name").asText(),
                    text(node, "status"),
                    (int) number(node, "progress"),
                    (int) number(node, "copy_rate")));
        }
        return mappings;
    }

    static List<String> names(JsonNode list) throws RestException {
        List<String> names = new ArrayList<>();
        for (JsonNode node : array(list)) {
            names.add(text(node, "name"));
        }
        return names;
    }

    /** The id of the system; its answer is an object, or objects with one field each. */
    static String systemId(JsonNode system) throws RestException {
        JsonNode id = system.isArray() ? system.findValue("id") : system.get("id");
        if (id == null || id.asText().isEmpty()) {
            throw notUnderstood("lssystem has no id");
        }
        return id.asText();
    }

    private static JsonNode array(JsonNode list) throws RestException {
        if (!list.isArray()) {
            throw notUnderstood("a list was asked for, and the answer is none");
        }
        return list;
    }

    private static String text(JsonNode node, String name) throws RestException {
        String text = node.path(name).asText();
        if (text.isEmpty()) {
            throw notUnderstood("an element has no " + name);
        }
        return text;
    }

    private static long number(JsonNode node, String name) throws RestException {
        try {
            return Long.parseLong(text(node, name));
        } catch (NumberFormatException e) {
            throw notUnderstood(name + " is '" + node.path(name).asText() + "' and no number");
        }
    }

    private static RestException notUnderstood(String why) {
        return RestException.unknown(Reason.NOT_UNDERSTOOD, why);
    }
}
