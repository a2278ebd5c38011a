package org.copyblade.blade.flashcopy.internal.array;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.copyblade.blade.flashcopy.internal.rest.RestException;
import org.copyblade.blade.flashcopy.internal.rest.RestException.Reason;

/**
 * Reads the answer to a request of several pairs. The outer status is {@code ok} also when a pair failed, so every element
 * is looked at; one that is missing, or that names another pair, makes the whole answer worthless. Pure.
 */
final class EstablishAnswer {

    private EstablishAnswer() {}

    static List<PairResult> read(JsonNode body, List<Pair> sent) throws RestException {
        JsonNode responses = body.path("responses");
        if (responses.isMissingNode() && sent.size() == 1) {
            requireNamed(body, sent.get(0));
            return List.of(new PairResult(sent.get(0), ""));
        }
        if (!responses.isArray() || responses.size() != sent.size()) {
            throw RestException.unknown(
                    Reason.NOT_UNDERSTOOD,
                    "asked for " + sent.size() + " pairs, the answer speaks of " + responses.size());
        }
        List<PairResult> results = new ArrayList<>(sent.size());
        for (int i = 0; i < sent.size(); i++) {
            results.add(result(responses.get(i), sent.get(i)));
        }
        return List.copyOf(results);
    }

    private static PairResult result(JsonNode element, Pair pair) throws RestException {
        JsonNode server = element.path("server");
        String status = server.path("status").asText();
        if (status.equals("ok") || status.equals("successful")) {
            requireNamed(element, pair);
            return new PairResult(pair, "");
        }
        String code = server.path("code").asText();
        String error = (code + " " + server.path("message").asText()).strip();
        return new PairResult(pair, error.isEmpty() ? "no status" : error);
    }

    private static void requireNamed(JsonNode element, Pair pair) throws RestException {
        String href = element.at("/link/href").asText().toUpperCase(Locale.ROOT).replace("%3A", ":");
        if (!href.isEmpty()
                && !href.endsWith("/" + pair.id())
                && !href.endsWith("/" + pair.reversed().id())) {
            throw RestException.unknown(
                    Reason.NOT_UNDERSTOOD, "asked for pair " + pair + ", the answer speaks of " + href);
        }
    }
}
