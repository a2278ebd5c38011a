package org.copyblade.lab.vsp.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;

/**
 * The attributes of a body, read with their types.
 *
 * @param node the object that holds them
 */
record Attributes(ObjectNode node) {

    /** Refuses what nobody would read. */
    void requireKnown(Set<String> known) throws Refusal {
        for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!known.contains(name)) {
                throw Refusal.malformed("Attribute '" + name + "' is not supported.");
            }
        }
    }

    Optional<String> text(String name) throws Refusal {
        JsonNode value = node.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isTextual()) {
            throw Refusal.malformed("Attribute '" + name + "' is not a string.");
        }
        return Optional.of(value.asText());
    }

    Optional<Boolean> flag(String name) throws Refusal {
        JsonNode value = node.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isBoolean()) {
            throw Refusal.malformed("Attribute '" + name + "' is neither true nor false.");
        }
        return Optional.of(value.asBoolean());
    }

    Optional<Integer> number(String name, int least, int most) throws Refusal {
        JsonNode value = node.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.canConvertToInt() || !value.isIntegralNumber() || value.asInt() < least || value.asInt() > most) {
            throw Refusal.malformed("Attribute '" + name + "' is not from " + least + " to " + most + ".");
        }
        return Optional.of(value.asInt());
    }

    /** One that must be there. */
    static <T> T required(Optional<T> value, String name) throws Refusal {
        return value.orElseThrow(
                () -> Refusal.of(400, Codes.ATTRIBUTE_MISSING, "Attribute '" + name + "' is missing."));
    }
}
