package org.copyblade.lab.vsp.internal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.Headers;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads path, query, headers and body of a request, and refuses what has not the form. */
final class RequestForm {
    /** Largest body, in bytes. */
    static final int MOST_BYTES = 1 << 20;

    private static final int LONGEST_WAIT_S = 1800;
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(50).build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private RequestForm() {}

    /**
     * The segments of a path in the form that the server inside an array has, decoded each by itself.
     *
     * @param storageId of this array, which a path of the separate server names
     */
    static List<String> path(URI uri, String storageId) throws Refusal {
        List<String> segments = new ArrayList<>();
        for (String segment : uri.getRawPath().split("/")) {
            if (!segment.isEmpty()) {
                segments.add(decode(segment.replace("+", "%2B")));
            }
        }
        if (segments.size() < 2 || !segments.get(0).equals("ConfigurationManager")) {
            throw noResource(uri);
        }
        List<String> path = segments.subList(1, segments.size());
        if (path.get(0).equals("configuration")) {
            return path;
        }
        if (!path.get(0).equals("v1")) {
            throw noResource(uri);
        }
        return ofArray(path.subList(1, path.size()), storageId);
    }

    private static List<String> ofArray(List<String> path, String storageId) throws Refusal {
        boolean separate =
                path.size() > 3 && path.get(0).equals("objects") && path.get(1).equals("storages");
        if (separate) {
            requireThis(path.get(2), storageId);
            List<String> inside = new ArrayList<>(path.subList(3, path.size()));
            inside.add(0, "objects");
            return inside;
        }
        if (path.size() > 2 && path.get(1).equals("services")) {
            requireThis(path.get(0), storageId);
            return path.subList(1, path.size());
        }
        return path;
    }

    private static void requireThis(String id, String storageId) throws Refusal {
        if (!id.equals(storageId) && !id.equals("instance")) {
            throw Refusal.missing("Storage " + id);
        }
    }

    private static Refusal noResource(URI uri) {
        return Refusal.of(404, Codes.NO_RESOURCE, "There is no resource at " + uri.getRawPath() + ".");
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
                throw Refusal.malformed("Parameter '" + part + "' has no value.");
            }
        }
        return query;
    }

    /** Is a job over once the array has taken the order? */
    static boolean noWait(Headers headers) throws Refusal {
        String value = headers.getFirst("Job-Mode-Wait-Configuration-Change");
        if (value != null && !value.equals("NoWait")) {
            throw Refusal.malformed("Job-Mode-Wait-Configuration-Change is not NoWait.");
        }
        return value != null;
    }

    /** How long the answer is held; clients write {@code Completed} with and without a semicolon. */
    static Optional<Duration> maxWait(Headers headers) throws Refusal {
        String status = headers.getFirst("Response-Job-Status");
        if (status == null) {
            return Optional.empty();
        }
        String wait = Optional.ofNullable(headers.getFirst("Response-Max-Wait")).orElse("30");
        if (!status.replace(";", "").equals("Completed") || !wait.matches("[0-9]{1,6}")) {
            throw Refusal.malformed("Response-Job-Status is not Completed, or Response-Max-Wait no number of seconds.");
        }
        return Optional.of(Duration.ofSeconds(Math.min(LONGEST_WAIT_S, Integer.parseInt(wait))));
    }

    /** The object that a body holds; an empty body is an empty object. */
    static ObjectNode body(InputStream body) throws Refusal, IOException {
        byte[] bytes = body.readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
            throw Refusal.malformed("The body is larger than " + MOST_BYTES + " bytes.");
        }
        if (bytes.length == 0) {
            return JsonNodeFactory.instance.objectNode();
        }
        try {
            if (JSON.readTree(bytes) instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException cause) {
            throw Refusal.malformed("The body is no JSON.");
        }
        throw Refusal.malformed("The body is no object.");
    }

    private static String decode(String text) throws Refusal {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException cause) {
            throw Refusal.malformed("'" + text + "' is not encoded as it should be.");
        }
    }
}
