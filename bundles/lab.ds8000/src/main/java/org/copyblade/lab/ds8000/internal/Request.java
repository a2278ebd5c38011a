package org.copyblade.lab.ds8000.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A request that was understood as far as its form.
 *
 * @param ids the variable parts of the path
 * @param query parameters of the URL
 * @param params {@code request.params} of the body, empty where there is none
 * @param failingElement index of the element that a fault lets fail
 */
record Request(List<String> ids, Map<String, String> query, ObjectNode params, OptionalInt failingElement) {

    String id() {
        return ids.get(0);
    }

    /** A volume's id as the array writes it. */
    static String volumeId(String text) throws Refusal {
        if (!text.matches("[0-9A-Fa-f]{4}")) {
            throw new Refusal(500, Codes.MALFORMED, "'" + text + "' is no volume id");
        }
        return text.toUpperCase(Locale.ROOT);
    }

    /** Refuses what nobody would read. */
    void requireQuery(Set<String> known) throws Refusal {
        for (String name : query.keySet()) {
            if (!known.contains(name) && !name.equals("data_fields")) {
                throw Refusal.malformed("there is no parameter '" + name + "'");
            }
        }
    }

    Optional<String> queryValue(String name) {
        return Optional.ofNullable(query.get(name)).filter(value -> !value.isEmpty());
    }

    /** A parameter that must be there. */
    String text(String name) throws Refusal {
        return optionalText(name).orElseThrow(() -> Refusal.malformed("parameter '" + name + "' is missing"));
    }

    Optional<String> optionalText(String name) throws Refusal {
        return text(params.get(name), name);
    }

    /** A number is taken as its text. */
    static Optional<String> text(JsonNode node, String name) throws Refusal {
        if (node == null || node.isNull()) {
            return Optional.empty();
        }
        if (!node.isTextual() && !node.isIntegralNumber()) {
            throw Refusal.malformed("parameter '" + name + "' is not a string");
        }
        return Optional.of(node.asText());
    }

    /** An array of strings; empty if it is not there. */
    List<String> texts(String name) throws Refusal {
        JsonNode node = params.get(name);
        List<String> texts = new ArrayList<>();
        if (node == null || node.isNull()) {
            return texts;
        }
        if (!node.isArray()) {
            throw Refusal.malformed("parameter '" + name + "' is not an array");
        }
        for (JsonNode item : node) {
            texts.add(text(item, name).orElseThrow(() -> Refusal.malformed("parameter '" + name + "' holds null")));
        }
        return texts;
    }
}
