package org.copyblade.lab.ds8000.internal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads path, query and body of a request, and refuses what has not the form. */
final class RequestForm {
    /** Largest body, in bytes: some 15,000 pairs. */
    static final int MOST_BYTES = 1 << 20;

    private static final List<List<String>> BASES = List.of(List.of("api", "v1"), List.of("v1"));
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(50).build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private RequestForm() {}

    /** The segments behind the base, decoded each by itself. */
    static List<String> path(URI uri) throws Refusal {
        List<String> segments = new ArrayList<>();
        for (String segment : uri.getRawPath().split("/")) {
            if (!segment.isEmpty()) {
                segments.add(decode(segment.replace("+", "%2B")));
            }
        }
        for (List<String> base : BASES) {
            if (segments.size() > base.size()
                    && segments.subList(0, base.size()).equals(base)) {
                return segments.subList(base.size(), segments.size());
            }
        }
        throw Refusal.missing("path " + uri.getRawPath());
    }

    static Map<String, String> query(URI uri) throws Refusal {
        Map<String, String> query = new LinkedHashMap<>();
        if (uri.getRawQuery() == null) {
            return query;
        }
        for (String part : uri.getRawQuery().split("&")) {
            int equals = part.indexOf('=');
            if (equals > 0) {
                query.put(decode(part.substring(0, equals)), decode(part.substring(equals + 1)));
            } else if (!part.isEmpty()) {
                throw Refusal.malformed("parameter '" + part + "' has no value");
            }
        }
        return query;
    }

    /** The object {@code request.params} of a body. */
    static ObjectNode params(InputStream body) throws Refusal, IOException {
        byte[] bytes = body.readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
            throw Refusal.malformed("the body is larger than " + MOST_BYTES + " bytes");
        }
        try {
            JsonNode params = JSON.readTree(bytes).path("request").path("params");
            if (params instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException cause) {
            throw Refusal.malformed("the body is no JSON");
        }
        throw Refusal.malformed("the body has no object request.params");
    }

    private static String decode(String text) throws Refusal {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException cause) {
            throw Refusal.malformed("'" + text + "' is not encoded as it should be");
        }
    }
}
