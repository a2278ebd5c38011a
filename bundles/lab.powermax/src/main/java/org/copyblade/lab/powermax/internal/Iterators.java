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
    private static final int KEPT = 200;

    private final UnisphereSettings settings;
    private final Map<String, Kept> lists = new LinkedHashMap<>(); // guarded by this

    /**
     * A list that can be read on.
     *
     * @param items all of it
     * @param made by the monotonic clock
     */
    private record Kept(List<ObjectNode> items, long made) {}

    Iterators(UnisphereSettings settings) {
        this.settings = settings;
    }

    List<Route> routes() {
        return List.of(
                Route.of("iterator-page", "GET", Route.Scope.PLAIN, "/common/Iterator/*/page", this::page),
                Route.of("free-iterator", "DELETE", Route.Scope.PLAIN, "/common/Iterator/*", this::free));
    }

    /** The first page, with what is needed to read on. */
    synchronized Response first(List<ObjectNode> items) {
        String id = UUID.randomUUID() + "_0";
        if (items.size() > settings.pageSize()) {
            lists.put(id, new Kept(List.copyOf(items), System.nanoTime()));
            if (lists.size() > KEPT) {
                lists.remove(lists.keySet().iterator().next());
            }
        }
        ObjectNode document = Documents.object()
                .put("id", id)
                .put("count", items.size())
                .put("maxPageSize", settings.pageSize())
                .put("expirationTime", System.currentTimeMillis() + settings.iteratorLifeMs());
        document.set("resultList", page(items, 1, Math.min(settings.pageSize(), items.size())));
        return Response.ok(document);
    }

    private synchronized Response page(Request request) throws Refusal, ArrayException {
        List<ObjectNode> items = kept(request.id());
        int from = number(request, "from");
        int to = number(request, "to");
        if (from < 1 || to < from || to > items.size() || to - from >= settings.pageSize()) {
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
        kept(request.id());
        lists.remove(request.id());
        return Response.deleted();
    }

    private synchronized List<ObjectNode> kept(String id) throws Refusal {
        lists.values().removeIf(it -> (System.nanoTime() - it.made()) / 1_000_000 >= settings.iteratorLifeMs());
        Kept kept = lists.get(id);
        if (kept == null) {
            throw Refusal.missing("iterator " + id);
        }
        return kept.items();
    }

    private static ObjectNode page(List<ObjectNode> items, int from, int to) {
        ObjectNode page = Documents.object();
        ArrayNode result = page.putArray("result");
        items.subList(from - 1, to).forEach(result::add);
        return page.put("from", from).put("to", to);
    }
}
