package org.copyblade.zosmf.internal;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * One request.
 *
 * @param method of HTTP
 * @param path below the base address, encoded, with its query
 * @param headers besides those that every request has
 * @param body text, empty for none
 */
public record Request(String method, String path, Map<String, String> headers, String body) {

    private static final String JSON = "application/json";

    public Request {
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(path, "path");
        headers = Map.copyOf(headers);
        Objects.requireNonNull(body, "body");
    }

    /** A question. */
    public static Request get(String path) {
        return new Request("GET", path, Map.of(), "");
    }

    /** A change with a document. */
    public static Request put(String path, String json) {
        return new Request("PUT", path, Map.of("Content-Type", JSON), json);
    }

    /** A new thing with a document. */
    public static Request post(String path, String json) {
        return new Request("POST", path, Map.of("Content-Type", JSON), json);
    }

    /** A removal. */
    public static Request delete(String path) {
        return new Request("DELETE", path, Map.of(), "");
    }

    /** The same with one more header. */
    public Request with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Request(method, path, more, body);
    }

    /** Whether it only asks, so that it may be repeated whatever became of it. */
    boolean isQuestion() {
        return method.equals("GET");
    }

    /** For people; without the query, which may be long. */
    String title() {
        int query = path.indexOf('?');
        return method + " " + (query < 0 ? path : path.substring(0, query));
    }
}
