package org.copyblade.blade.timefinder.internal.array;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.timefinder.internal.rest.RestClient;
import org.copyblade.blade.timefinder.internal.rest.RestException;
import org.copyblade.blade.timefinder.internal.rest.RestException.Reason;

/** Reads lists that the server hands out page by page. Any thread. */
final class Pages {

    private final RestClient client;
    private final String jobs;

    /** @param jobs where jobs are asked for */
    Pages(RestClient client, String jobs) {
        this.client = client;
        this.jobs = jobs;
    }

    /** All items of a list; one that is cut short is an error. What the server keeps of it is freed. */
    List<JsonNode> items(JsonNode first, Call call) throws RestException {
        long count = Shapes.number(first, "count");
        long pageSize = Shapes.number(first, "maxPageSize");
        List<JsonNode> items = new ArrayList<>();
        Shapes.array(first.path("resultList"), "result").forEach(items::add);
        if (items.size() >= count) {
            return items;
        }
        String iterator = "/common/Iterator/" + PowerMax.encoded(Shapes.text(first, "id"));
        try {
            while (items.size() < count) {
                long to = Math.min(count, items.size() + pageSize);
                JsonNode result = page(iterator + "/page?from=" + (items.size() + 1) + "&to=" + to, call);
                if (result.isEmpty()) {
                    throw Shapes.unreadable("a page is empty, " + items.size() + " of " + count + " are there", first);
                }
                result.forEach(items::add);
            }
        } finally {
            free(iterator, call);
        }
        return items;
    }

    /** A list that is gone says nothing of what it was about, which may be there all the same. */
    private JsonNode page(String path, Call call) throws RestException {
        try {
            return Shapes.array(client.get(path, call), "result");
        } catch (RestException e) {
            if (e.isGone()) {
                throw RestException.unknown(Reason.BROKEN, "the list ended before it was read: " + e.getMessage());
            }
            throw e;
        }
    }

    private void free(String iterator, Call call) {
        try {
            client.change("DELETE", iterator, "", jobs, call);
        } catch (RestException e) {
            // It expires by itself, and takes nothing from what was read.
        }
    }
}
