package org.copyblade.lab.powermax.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.copyblade.lab.array.StorageSystem;

/**
 * A request that was understood as far as its form. Clients send booleans and numbers as strings, so both are taken.
 *
 * @param version prefix of its path
 * @param array the one its path names; empty where it names none
 * @param ids the variable parts of the path behind it
 * @param query parameters of the URL
 * @param body empty where there is none
 * @param user who asks
 * @param failingElement index of the element that a fault lets fail
 */
record Request(
        int version,
        Optional<StorageSystem> array,
        List<String> ids,
        Map<String, String> query,
        ObjectNode body,
        String user,
        OptionalInt failingElement) {

    String id() {
        return ids.get(0);
    }

    StorageSystem system() {
        return array.orElseThrow();
    }

    Request failing(OptionalInt element) {
        return new Request(version, array, ids, query, body, user, element);
    }

    /** Refuses what nobody would read: a filter that is passed over gives a wrong answer. */
    void requireQuery(Set<String> known) throws Refusal {
        for (String name : query.keySet()) {
            if (!known.contains(name)) {
                throw Refusal.malformed("there is no parameter '" + name + "'");
            }
        }
    }

    Optional<String> queryValue(String name) {
        return Optional.ofNullable(query.get(name)).filter(value -> !value.isEmpty());
    }

    boolean queryFlag(String name) {
        return queryValue(name).filter(Boolean::parseBoolean).isPresent();
    }

    boolean wantsJob() {
        return body.path("executionOption").asText().equalsIgnoreCase("ASYNCHRONOUS");
    }

    /** A text of the body that must be there. */
    String text(String name) throws Refusal {
        return text(body, name).orElseThrow(() -> Refusal.malformed("parameter '" + name + "' is missing"));
    }

    static Optional<String> text(JsonNode object, String name) throws Refusal {
        JsonNode node = object.path(name);
        if (node.isMissingNode() || node.isNull()) {
            return Optional.empty();
        }
        if (!node.isTextual() && !node.isIntegralNumber()) {
            throw Refusal.malformed("parameter '" + name + "' is no text");
        }
        return Optional.of(node.asText()).filter(text -> !text.isEmpty());
    }

    static boolean flag(JsonNode object, String name) throws Refusal {
        JsonNode node = object.path(name);
        if (node.isBoolean()) {
            return node.asBoolean();
        }
        Optional<String> text = text(object, name);
        if (text.isPresent() && !text.get().matches("(?i)true|false")) {
            throw Refusal.malformed("parameter '" + name + "' is neither true nor false");
        }
        return text.filter(Boolean::parseBoolean).isPresent();
    }

    static Optional<Long> number(JsonNode object, String name) throws Refusal {
        Optional<String> text = text(object, name);
        if (text.isPresent() && !text.get().matches("[0-9]{1,18}")) {
            throw Refusal.malformed("parameter '" + name + "' is no whole number");
        }
        return text.map(Long::parseLong);
    }

    /** Volume ids in a list of objects with a name, as arrays of the private API have them. */
    List<String> devices(String name) throws Refusal {
        List<String> devices = new ArrayList<>();
        for (JsonNode item : list(body, name)) {
            devices.add(VolumeIds.inside(text(item, "name")
                    .orElseThrow(() -> Refusal.malformed("an element of '" + name + "' has no name"))));
        }
        return devices;
    }

    static JsonNode list(JsonNode object, String name) throws Refusal {
        JsonNode node = object.path(name);
        if (!node.isArray() && !node.isMissingNode() && !node.isNull()) {
            throw Refusal.malformed("parameter '" + name + "' is no array");
        }
        return node;
    }
}
