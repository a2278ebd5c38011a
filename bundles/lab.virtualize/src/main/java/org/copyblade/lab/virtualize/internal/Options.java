package org.copyblade.lab.virtualize.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A command as it was sent: {@code /rest/NAME/ARGUMENT} with an object of options.
 *
 * @param argument empty where there is none
 * @param values options
 * @param failingElement index of the mapping of a group that a fault lets fail
 */
record Options(String argument, ObjectNode values, OptionalInt failingElement) {
    /** Refuses what nobody would read. */
    void require(Set<String> known) throws Refusal {
        for (var names = values.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!known.contains(name)) {
                throw Refusal.bad(name);
            }
        }
    }

    void requireNoArgument() throws Refusal {
        if (!argument.isEmpty()) {
            throw Refusal.bad(argument);
        }
    }

    String requiredArgument() throws Refusal {
        if (argument.isEmpty()) {
            throw Refusal.missing("object");
        }
        return argument;
    }

    String text(String name) throws Refusal {
        return optionalText(name).orElseThrow(() -> Refusal.missing(name));
    }

    /** A number is taken as its text. */
    Optional<String> optionalText(String name) throws Refusal {
        JsonNode node = values.get(name);
        if (node == null) {
            return Optional.empty();
        }
        if (!node.isTextual() && !node.isIntegralNumber() || node.asText().isBlank()) {
            throw Refusal.bad(name);
        }
        return Optional.of(node.asText());
    }

    OptionalInt number(String name, int least, int most) throws Refusal {
        Optional<String> text = optionalText(name);
        if (text.isEmpty()) {
            return OptionalInt.empty();
        }
        if (!text.get().matches("[0-9]{1,9}")) {
            throw Refusal.bad(name);
        }
        int number = Integer.parseInt(text.get());
        if (number < least || number > most) {
            throw Refusal.bad(name);
        }
        return OptionalInt.of(number);
    }

    /** A flag is there as {@code true}, or not at all. */
    boolean flag(String name) throws Refusal {
        JsonNode node = values.get(name);
        if (node == null) {
            return false;
        }
        if (!node.isBoolean() || !node.asBoolean()) {
            throw Refusal.bad(name);
        }
        return true;
    }
}
