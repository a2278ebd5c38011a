package org.copyblade.lab.vsp.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A request that was understood as far as its form.
 *
 * @param method of HTTP
 * @param url path and query as sent
 * @param ids the variable parts of the path
 * @param query parameters of the URL
 * @param body empty where there is none
 * @param authorization header of that name, empty if there is none
 * @param session of whoever asks; -1 where none is needed
 * @param noWait is a job over once the array has taken the order?
 * @param maxWait how long the answer is held for the end of the job
 * @param failingElement index of the element that a fault lets fail
 */
record Request(
        String method,
        String url,
        List<String> ids,
        Map<String, String> query,
        ObjectNode body,
        String authorization,
        int session,
        boolean noWait,
        Optional<Duration> maxWait,
        OptionalInt failingElement) {

    Request failing(OptionalInt element) {
        return new Request(method, url, ids, query, body, authorization, session, noWait, maxWait, element);
    }

    String id() {
        return ids.get(0);
    }

    /** The parts of an id that is joined with commas. */
    List<String> parts(int wanted, String what) throws Refusal {
        List<String> parts = List.of(id().split(",", -1));
        if (parts.size() != wanted || parts.stream().anyMatch(String::isEmpty)) {
            throw Refusal.missing(what + " " + id());
        }
        return parts;
    }

    /** An id that is a number; what is none names nothing. */
    int number(String what) throws Refusal {
        if (!id().matches("[0-9]{1,9}")) {
            throw Refusal.missing(what + " " + id());
        }
        return Integer.parseInt(id());
    }

    /** Refuses what nobody would read. */
    void requireQuery(Set<String> known) throws Refusal {
        for (String name : query.keySet()) {
            if (!known.contains(name)) {
                throw Refusal.malformed("There is no parameter '" + name + "'.");
            }
        }
    }

    Optional<Integer> queryNumber(String name, int least, int most) throws Refusal {
        String text = query.get(name);
        if (text == null) {
            return Optional.empty();
        }
        if (!text.matches("[0-9]{1,9}") || Integer.parseInt(text) < least || Integer.parseInt(text) > most) {
            throw Refusal.malformed("Parameter '" + name + "' is not from " + least + " to " + most + ".");
        }
        return Optional.of(Integer.parseInt(text));
    }

    /** The attributes of an action, which wraps them. */
    Attributes parameters() throws Refusal {
        JsonNode parameters = body.path("parameters");
        if (parameters.isMissingNode() && body.isEmpty()) {
            return new Attributes(body);
        }
        if (parameters instanceof ObjectNode object && body.size() == 1) {
            return new Attributes(object);
        }
        throw Refusal.malformed("The body of an action has an object 'parameters' and nothing else.");
    }

    Attributes attributes() {
        return new Attributes(body);
    }
}
