package org.copyblade.lab.powermax.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Stream;
import org.copyblade.lab.array.StorageSystem;

/** Finds out what a request is and who asks it, before anything is done. */
final class Dispatcher {
    private final Arrays arrays;
    private final List<Route> routes;

    /**
     * A request that may be carried out.
     *
     * @param operation which call it is, as faults name it
     * @param route what answers it
     * @param request what it asks
     */
    record Call(String operation, Route route, Request request) {

        Call withFailingElement(int index) {
            return new Call(operation, route, request.withFailingElement(index));
        }

        /** As the operation log and faults name the array. */
        String system() {
            return request.array().map(it -> it.settings().serial()).orElse("unisphere");
        }
    }

    /** @param home where clone sessions are kept */
    Dispatcher(Arrays arrays, Jobs jobs, Path home) throws IOException {
        this.arrays = arrays;
        Map<String, CloneSessions> sessions = new HashMap<>();
        for (StorageSystem system : arrays.all()) {
            sessions.put(system.settings().serial(), new CloneSessions(system, home));
        }
        Function<StorageSystem, CloneSessions> clones =
                system -> sessions.get(system.settings().serial());
        Iterators iterators = new Iterators();
        this.routes = Stream.of(
                        new Inventory(arrays).routes(),
                        iterators.routes(),
                        jobs.routes(),
                        new StorageGroups(clones).routes(),
                        new VolumeResource(iterators).routes(),
                        new SnapshotResource().routes(),
                        new DeviceSnapshots().routes(),
                        new DeviceViews(iterators, clones).routes(),
                        new CloneResource(clones).routes())
                .flatMap(List::stream)
                .toList();
    }

    /** The call that an exchange asks for. */
    Call call(HttpExchange exchange) throws Refusal, IOException {
        String user = Credentials.user(arrays, exchange.getRequestHeaders().getFirst("Authorization"))
                .orElseThrow(() -> new Refusal(401, "user name or password is wrong"));
        RequestForm.Place place = RequestForm.place(exchange.getRequestURI());
        String method = exchange.getRequestMethod();
        Route route = routes.stream()
                .filter(it -> it.method().equals(method) && it.match(place).isPresent())
                .findFirst()
                .orElseThrow(() -> refusal(place, method));
        List<String> ids = route.match(place).orElseThrow();
        Optional<StorageSystem> array = route.namesArray() ? Optional.of(array(ids.get(0), user)) : Optional.empty();
        Map<String, String> query = RequestForm.query(exchange.getRequestURI());
        ObjectNode body = route.takesBody() ? RequestForm.body(exchange.getRequestBody()) : Documents.object();
        Request request = new Request(
                place.version(),
                array,
                route.namesArray() ? ids.subList(1, ids.size()) : ids,
                query,
                body,
                user,
                OptionalInt.empty());
        return new Call(operation(route, body), route, request);
    }

    private static String operation(Route route, ObjectNode body) {
        boolean inBody = route.operation().equals(Route.ACTION);
        return inBody ? body.path("action").asText("none").toLowerCase(Locale.ROOT) : route.operation();
    }

    private StorageSystem array(String id, String user) throws Refusal {
        StorageSystem system = arrays.find(id).orElseThrow(() -> Refusal.missing("Symmetrix " + id));
        if (!Credentials.isUserOf(system, user)) {
            throw new Refusal(403, "user " + user + " has no role on Symmetrix " + id);
        }
        return system;
    }

    private Refusal refusal(RequestForm.Place place, String method) {
        boolean known = routes.stream().anyMatch(it -> it.match(place).isPresent());
        return known
                ? new Refusal(405, "method " + method + " is not supported here")
                : Refusal.missing("resource /" + String.join("/", place.segments()));
    }
}
