package org.copyblade.lab.virtualize.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The forms of answers to questions and creations. Every value is a string. Pure. */
final class Listing {
    private Listing() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** Those that fit {@code filtervalue}: {@code name=value}, several with colons between, an asterisk at the end for any. */
    static JsonNode filtered(List<ObjectNode> items, Options options) throws Refusal {
        Optional<String> filter = options.optionalText("filtervalue");
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        for (ObjectNode item : items) {
            if (filter.isEmpty() || fits(item, filter.get())) {
                array.add(item);
            }
        }
        return array;
    }

    private static boolean fits(ObjectNode item, String filter) throws Refusal {
        for (String part : filter.split(":")) {
            int equals = part.indexOf('=');
            if (equals <= 0 || !item.has(part.substring(0, equals))) {
                throw Refusal.bad("filtervalue");
            }
            String wanted = part.substring(equals + 1);
            String value = item.get(part.substring(0, equals)).asText();
            boolean same = wanted.endsWith("*")
                    ? value.startsWith(wanted.substring(0, wanted.length() - 1))
                    : value.equals(wanted);
            if (!same) {
                return false;
            }
        }
        return true;
    }

    static ObjectNode created(String kind, int id) {
        return object().put("id", Integer.toString(id))
                .put("message", kind + ", id [" + id + "], successfully created");
    }

    /** A detailed view whose fields repeat is an array of objects with one field each. */
    static ArrayNode oneByOne(List<Map.Entry<String, String>> fields) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        fields.forEach(field -> array.addObject().put(field.getKey(), field.getValue()));
        return array;
    }

    /** A volume's number. */
    static String number(String volume) {
        return Integer.toString(Integer.parseInt(volume, 16));
    }

    /** The array's id of a volume's number; empty if it cannot be one. */
    static Optional<String> volume(String number) {
        return number.matches("[0-9]{1,5}") && Integer.parseInt(number) <= 0xFFFF
                ? Optional.of(String.format(Locale.ROOT, "%04X", Integer.parseInt(number)))
                : Optional.empty();
    }

    /** Names of mappings, groups and volumes: a letter or underscore, then up to 62 more. */
    static boolean isName(String text) {
        return text.matches("[A-Za-z_][A-Za-z0-9._-]{0,62}");
    }
}
