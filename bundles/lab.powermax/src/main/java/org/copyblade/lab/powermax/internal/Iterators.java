package org.copyblade.lab.powermax.internal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.copyblade.lab.array.ArrayException;

/** Long lists, handed out page by page; the oldest are forgotten. For many threads. */
final class Iterators {
    /** Elements of a page. */
    static final int PAGE = 1_000;

    private static final int KEPT = 200;
    private static final long LIFE_MS = 5 * 60_000;

    private final Map<String, List<ObjectNode>> lists = new LinkedHashMap<>(); // guarded by this

    List<Route> routes() {
        return List.of(
                Route.of("iterator-page", "GET", Route.Scope.PLAIN, "/common/Iterator/*/page", this::page),
                Route.of("free-iterator", "DELETE", Route.Scope.PLAIN, "/common/Iterator/*", this::free));
    }

    /** The first page, with what is needed to read on. */
    synchronized Response first(List<ObjectNode> items) {
        String id = UUID.randomUUID() + "_0";
        if (items.size() > PAGE) {
            lists.put(id, List.copyOf(items));
            if (lists.size() > KEPT) {
                lists.remove(lists.keySet().iterator().next());
            }
        }
        ObjectNode document = Documents.object()
                .put("id", id)
                .put("count", items.size())
                .put("maxPageSize", PAGE)
                .put("expirationTime", System.currentTimeMillis() + LIFE_MS);
        document.set("resultList", page(items, 1, Math.min(PAGE, items.size())));
        return Response.ok(document);
    }

    private synchronized Response page(Request request) throws Refusal, ArrayException {
        List<ObjectNode> items = lists.get(request.id());
        if (items == null) {
            throw Refusal.missing("iterator " + request.id());
        }
        int from = number(request, "from");
        int to = number(request, "to");
        if (from < 1 || to < from || to > items.size() || to - from >= PAGE) {
            throw Refusal.malformed("there is no page from " + from + " to " + to);
        }
        return Response.ok(page(items, from, to));
    }

    private static int number(Request request, String name) throws Refusal {
        String text = request.queryValue(name).orElse("");
        if (!text.matches("[0-9]{1,9}")) {
            throw Refusal.malformed("parameter '" + name + "' is no whole number");
        }
        return Integer.parseInt(text);
    }

    private synchronized Response free(Request request) throws Refusal {
        if (lists.remove(request.id()) == null) {
            throw Refusal.missing("iterator " + request.id());
        }
        return Response.deleted();
    }

    private static ObjectNode page(List<ObjectNode> items, int from, int to) {
        ObjectNode page = Documents.object();
        ArrayNode result = page.putArray("result");
        items.subList(from - 1, to).forEach(result::add);
        return page.put("from", from).put("to", to);
    }
}
