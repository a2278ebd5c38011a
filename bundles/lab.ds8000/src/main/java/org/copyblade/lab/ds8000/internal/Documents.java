package org.copyblade.lab.ds8000.internal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The envelopes that answers come in. Numbers in them are strings, as the API has them. */
final class Documents {
    private static final String DONE = "Operation done successfully.";

    private final String base;

    /** @param base URL that links begin with */
    Documents(String base) {
        this.base = base;
    }

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static ObjectNode done() {
        ObjectNode document = object();
        server(document, "ok", "", DONE);
        return document;
    }

    static ObjectNode failed(String code, String message) {
        ObjectNode document = object();
        server(document, "failed", code, message);
        return document;
    }

    static ObjectNode failed(Refusal refusal) {
        return failed(refusal.code(), refusal.getMessage());
    }

    /** Answer to a query: the named array, also for a single object. */
    static Response data(String name, List<ObjectNode> items) {
        return data(name, items, "");
    }

    static Response data(String name, List<ObjectNode> items, String code) {
        ObjectNode document = object();
        server(document, "ok", code, DONE);
        document.putObject("counts")
                .put("data_counts", Integer.toString(items.size()))
                .put("total_counts", Integer.toString(items.size()));
        ArrayNode array = document.putObject("data").putArray(name);
        items.forEach(array::add);
        return new Response(200, document);
    }

    /** Answer to the creation of one object. */
    ObjectNode created(String path) {
        ObjectNode document = done();
        document.set("link", link(path));
        return document;
    }

    /** Answer to the creation of several: an envelope for each. */
    static Response several(int status, List<ObjectNode> envelopes) {
        ObjectNode document = done();
        ArrayNode responses = document.putArray("responses");
        envelopes.forEach(responses::add);
        return new Response(status, document);
    }

    ObjectNode link(String path) {
        return object().put("rel", "self").put("href", base + path);
    }

    /** A related object. */
    ObjectNode related(String id, String path) {
        ObjectNode node = object().put("id", id);
        node.set("link", link(path));
        return node;
    }

    private static void server(ObjectNode document, String status, String code, String message) {
        document.putObject("server").put("status", status).put("code", code).put("message", message);
    }
}
