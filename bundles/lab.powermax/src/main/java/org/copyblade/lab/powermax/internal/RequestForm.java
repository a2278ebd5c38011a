package org.copyblade.lab.powermax.internal;

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
import java.util.Set;

/** Reads path, query and body of a request, and refuses what has not the form. */
final class RequestForm {
    /** Largest body, in bytes: some 60,000 volumes. */
    static final int MOST_BYTES = 1 << 20;

    private static final List<String> BASE = List.of("univmax", "restapi");
    private static final Set<String> PLAIN = Set.of("version", "common");
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(50).build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private RequestForm() {}

    /**
     * Where a request goes.
     *
     * @param version the prefix; of a path without one, the newest
     * @param segments behind base and version
     */
    record Place(Route.Scope scope, int version, List<String> segments) {}

    /** @param versions prefixes that are alive, newest first */
    static Place place(URI uri, List<Integer> versions) throws Refusal {
        List<String> segments = new ArrayList<>();
        for (String segment : uri.getRawPath().split("/")) {
            if (!segment.isEmpty()) {
                segments.add(decode(segment.replace("+", "%2B")));
            }
        }
        if (segments.size() <= BASE.size() || !segments.subList(0, BASE.size()).equals(BASE)) {
            throw Refusal.missing("path " + uri.getRawPath());
        }
        List<String> rest = segments.subList(BASE.size(), segments.size());
        if (PLAIN.contains(rest.get(0))) {
            return new Place(Route.Scope.PLAIN, versions.get(0), rest);
        }
        boolean hidden = rest.get(0).equals("private");
        int skipped = hidden ? 2 : 1;
        if (rest.size() <= skipped) {
            throw Refusal.missing("path " + uri.getRawPath());
        }
        return new Place(
                hidden ? Route.Scope.PRIVATE : Route.Scope.PUBLIC,
                version(rest.get(skipped - 1), versions),
                rest.subList(skipped, rest.size()));
    }

    private static int version(String text, List<Integer> versions) throws Refusal {
        return versions.stream()
                .filter(it -> Integer.toString(it).equals(text))
                .findFirst()
                .orElseThrow(() -> Refusal.missing("version " + text));
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

    /** The object of a body; an empty body is an empty object. */
    static ObjectNode body(InputStream body) throws Refusal, IOException {
        byte[] bytes = body.readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
            throw Refusal.malformed("the body is larger than " + MOST_BYTES + " bytes");
        }
        if (bytes.length == 0) {
            return Documents.object();
        }
        try {
            JsonNode node = JSON.readTree(bytes);
            if (node instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException cause) {
            throw Refusal.malformed("the body is no JSON");
        }
        throw Refusal.malformed("the body is no object");
    }

    private static String decode(String text) throws Refusal {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException cause) {
            throw Refusal.malformed("'" + text + "' is not encoded as it should be");
        }
    }
}
