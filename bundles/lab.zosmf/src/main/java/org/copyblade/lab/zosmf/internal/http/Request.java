package org.copyblade.lab.zosmf.internal.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request that was understood as far as its form.
 *
 * @param user who asks
 * @param ids the variable parts of the path
 * @param query parameters of the URL
 * @param headers the first value of each, by name in lower case
 * @param body its bytes
 */
record Request(String user, List<String> ids, Map<String, String> query, Map<String, String> headers, byte[] body) {

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(50).build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** What a service answers to a body that is not as it should be. */
    interface Malformed {
        Refusal because(String why);
    }

    String id() {
        return ids.get(0);
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name)).map(String::strip).filter(it -> !it.isEmpty());
    }

    Optional<String> queryValue(String name) {
        return Optional.ofNullable(query.get(name)).filter(it -> !it.isEmpty());
    }

    /** The body as an object of JSON. */
    ObjectNode json(Malformed malformed) throws Refusal {
        try {
            JsonNode node = JSON.readTree(body);
            if (node instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException cause) {
            throw malformed.because("the body is no JSON");
        } catch (java.io.IOException impossible) {
            throw new IllegalStateException("a byte array cannot fail", impossible);
        }
        throw malformed.because("the body is no JSON object");
    }

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** A field that is a string or a number, or is not there. */
    static Optional<String> text(ObjectNode node, String name, Malformed malformed) throws Refusal {
        JsonNode value = node.get(name);
        if (value == null || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isTextual() && !value.isIntegralNumber()) {
            throw malformed.because("field '" + name + "' is not a string");
        }
        return Optional.of(value.asText());
    }
}
