package org.copyblade.endpoint;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;

/** A request that asks for JSON and, where it carries something, carries JSON. */
public final class JsonRequest {

    private JsonRequest() {}

    /**
     * @param headers beyond those that say JSON
     * @param body the document, empty for none
     */
    public static HttpRequest of(String method, URI uri, Map<String, String> headers, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).header("Accept", "application/json");
        headers.forEach(request::header);
        if (body.isEmpty()) {
            return request.method(method, BodyPublishers.noBody()).build();
        }
        return request.header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body))
                .build();
    }
}
