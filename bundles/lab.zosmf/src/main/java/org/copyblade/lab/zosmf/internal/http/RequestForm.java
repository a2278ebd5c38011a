package org.copyblade.lab.zosmf.internal.http;

import com.sun.net.httpserver.Headers;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads path, query, headers and body of a request, and refuses what has not the form. */
final class RequestForm {
    /** Largest body, in bytes. */
    static final int MOST_BYTES = 8 << 20;

    private RequestForm() {}

    /** The segments behind {@code /zosmf}, decoded each by itself. */
    static List<String> path(URI uri) throws Refusal {
        List<String> segments = new ArrayList<>();
        for (String segment : uri.getRawPath().split("/")) {
            if (!segment.isEmpty()) {
                segments.add(decode(segment.replace("+", "%2B")));
            }
        }
        if (segments.size() < 2 || !segments.get(0).equals("zosmf")) {
            throw Refusal.unknown(404, "no service at " + uri.getRawPath());
        }
        return segments.subList(1, segments.size());
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
            }
        }
        return query;
    }

    static Map<String, String> headers(Headers headers) {
        Map<String, String> found = new HashMap<>();
        headers.forEach((name, values) -> {
            if (!values.isEmpty()) {
                found.put(name.toLowerCase(Locale.ROOT), values.get(0));
            }
        });
        return found;
    }

    static byte[] body(InputStream body) throws Refusal, IOException {
        byte[] bytes = body.readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
            throw Refusal.unknown(413, "the body is larger than " + MOST_BYTES + " bytes");
        }
        return bytes;
    }

    private static String decode(String text) throws Refusal {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException cause) {
            throw Refusal.unknown(400, "'" + text + "' is not encoded as it should be");
        }
    }
}
