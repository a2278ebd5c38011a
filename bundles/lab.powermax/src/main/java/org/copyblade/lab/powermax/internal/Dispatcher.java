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
import org.copyblade.lab.array.ArrayException;
import org.copyblade.lab.array.Fault;
import org.copyblade.lab.array.StorageSystem;
import org.copyblade.lab.array.face.CallFaults;
import org.copyblade.lab.array.face.FaceAnswer;
import org.copyblade.lab.array.face.FaceCall;
import org.copyblade.lab.array.face.FaceProtocol;
import org.copyblade.lab.array.face.FaceRefusal;

/** Finds out what a request is and who asks it, before anything is done. */
final class Dispatcher implements FaceProtocol {
    private final Arrays arrays;
    private final Managed managed;
    private final Jobs jobs;
    private final List<Route> routes;

    /** @param home where clone sessions are kept */
    Dispatcher(Arrays arrays, Managed managed, UnisphereSettings settings, Jobs jobs, Path home) throws IOException {
        this.arrays = arrays;
        this.managed = managed;
        this.jobs = jobs;
        Map<String, CloneSessions> sessions = new HashMap<>();
        for (StorageSystem system : arrays.all()) {
            sessions.put(system.settings().serial(), new CloneSessions(system, home));
        }
        Function<StorageSystem, CloneSessions> clones =
                system -> sessions.get(system.settings().serial());
        Iterators iterators = new Iterators(settings);
        this.routes = Stream.of(
                        new Inventory(managed, settings).routes(),
                        iterators.routes(),
                        jobs.routes(),
                        new StorageGroups(clones).routes(),
                        new VolumeResource(iterators).routes(),
                        new SnapshotResource(clones).routes(),
                        new DeviceSnapshots(clones).routes(),
                        new DeviceViews(iterators, clones).routes(),
                        new CloneResource(clones).routes())
                .flatMap(List::stream)
                .toList();
    }

    @Override
    public FaceCall call(HttpExchange exchange) throws FaceRefusal, IOException {
        try {
            return known(exchange);
        } catch (Refusal refusal) {
            throw new FaceRefusal(Response.of(refusal).answer(), refusal.getMessage());
        }
    }

    /** The call that an exchange asks for. */
    private Call known(HttpExchange exchange) throws Refusal, IOException {
        String user = Credentials.user(arrays, exchange.getRequestHeaders().getFirst("Authorization"))
                .orElseThrow(() -> new Refusal(401, "user name or password is wrong"));
        RequestForm.Place place = RequestForm.place(exchange.getRequestURI(), managed.prefixes());
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
        StorageSystem system = managed.array(id);
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

    /** A request that may be carried out. */
    private final class Call implements FaceCall {
        private final String operation;
        private final Route route;
        private final Request request;

        /**
         * @param operation which call it is, as faults name it
         * @param route what answers it
         * @param request what it asks
         */
        Call(String operation, Route route, Request request) {
            this.operation = operation;
            this.route = route;
            this.request = request;
        }

        @Override
        public String system() {
            return request.array().map(it -> it.settings().serial()).orElse(UnisphereServer.NAME);
        }

        @Override
        public String operation() {
            return operation;
        }

        @Override
        public String detail() {
            return request.ids().toString();
        }

        @Override
        public FaceAnswer answer(CallFaults faults) {
            Request asked = request.failing(faults.failingElement());
            Response response = asked.wantsJob()
                    ? jobs.submit(operation, asked, () -> response(asked), faults.has(Fault.Kind.JOB_CANCELLED))
                    : response(asked);
            return response.answer();
        }

        private Response response(Request asked) {
            try {
                return route.action().answer(asked);
            } catch (Refusal refusal) {
                return Response.of(refusal);
            } catch (ArrayException refusal) {
                return Response.of(Refusal.of("carrying out " + operation, refusal));
            }
        }

        /** There is no session: whoever asks is told that the password is wrong. */
        @Override
        public FaceAnswer sessionEnded() {
            return Response.of(new Refusal(401, "user name or password is wrong"))
                    .answer();
        }
    }
}
