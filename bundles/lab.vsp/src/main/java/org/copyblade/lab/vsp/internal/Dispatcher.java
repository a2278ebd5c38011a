package org.copyblade.lab.vsp.internal;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.copyblade.lab.array.ArrayException;
import org.copyblade.lab.array.StorageSystem;
import org.copyblade.lab.array.face.CallFaults;
import org.copyblade.lab.array.face.FaceAnswer;
import org.copyblade.lab.array.face.FaceCall;
import org.copyblade.lab.array.face.FaceProtocol;
import org.copyblade.lab.array.face.FaceRefusal;

/** Finds out what a request is and who asks it, before anything is done. */
final class Dispatcher implements FaceProtocol {
    private static final String SCHEME = "Session ";

    private final String serial;
    private final String storageId;
    private final Sessions sessions;
    private final List<Route> routes;

    Dispatcher(StorageSystem system, VspSettings settings, Pairs pairs, Snapshots snapshots, JobFile kept)
            throws IOException {
        this.serial = system.settings().serial();
        this.storageId = settings.storageId(serial);
        this.sessions = new Sessions(system.settings(), settings.sessions(), System::nanoTime);
        Jobs jobs = new Jobs(sessions, kept);
        this.routes = Stream.of(
                        new StorageResource(storageId, serial, settings.model()).routes(),
                        new SessionResource(sessions, jobs).routes(),
                        jobs.routes(),
                        new LdevResource(system, settings, pairs, snapshots, sessions, jobs).routes(),
                        new CloneResource(pairs, snapshots, sessions, jobs).routes(),
                        new SnapshotResource(snapshots, sessions, jobs).routes())
                .flatMap(List::stream)
                .toList();
    }

    @Override
    public FaceCall call(HttpExchange exchange) throws FaceRefusal, IOException {
        try {
            return known(exchange);
        } catch (Refusal refusal) {
            String source = exchange.getRequestURI().getPath();
            throw new FaceRefusal(Response.of(refusal, source).answer(), refusal.messageId());
        }
    }

    /** The call that an exchange asks for. */
    private Call known(HttpExchange exchange) throws Refusal, IOException {
        List<String> path = RequestForm.path(exchange.getRequestURI(), storageId);
        String method = exchange.getRequestMethod();
        Optional<Route> found = routes.stream()
                .filter(it -> it.methods().contains(method) && it.match(path).isPresent())
                .findFirst();
        String authorization = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
                .orElse("");
        int session = found.filter(Route::open).isPresent() ? -1 : session(authorization);
        Route route = found.orElseThrow(() -> refusal(path, method));
        Map<String, String> query = RequestForm.query(exchange.getRequestURI());
        return new Call(
                route,
                new Request(
                        method,
                        exchange.getRequestURI().toString(),
                        route.match(path).orElseThrow(),
                        query,
                        route.hasBody()
                                ? RequestForm.body(exchange.getRequestBody())
                                : JsonNodeFactory.instance.objectNode(),
                        authorization,
                        session,
                        RequestForm.noWait(exchange.getRequestHeaders()),
                        RequestForm.maxWait(exchange.getRequestHeaders()),
                        OptionalInt.empty()));
    }

    private Refusal refusal(List<String> path, String method) {
        boolean known = routes.stream().anyMatch(it -> it.match(path).isPresent());
        return known
                ? Refusal.of(405, Codes.NOT_SUPPORTED, "Method " + method + " is not supported here.")
                : Refusal.of(404, Codes.NO_RESOURCE, "There is no resource at /" + String.join("/", path) + ".");
    }

    private int session(String authorization) throws Refusal {
        if (!authorization.startsWith(SCHEME)) {
            throw Refusal.of(401, Codes.TOKEN, "No token was specified.");
        }
        return sessions.use(authorization.substring(SCHEME.length()).strip())
                .map(Sessions.Session::id)
                .orElseThrow(() -> Refusal.of(401, Codes.TOKEN, "The specified token is invalid."));
    }

    /** A request that may be carried out. */
    private final class Call implements FaceCall {
        private final Route route;
        private final Request request;

        Call(Route route, Request request) {
            this.route = route;
            this.request = request;
        }

        @Override
        public String system() {
            return serial;
        }

        @Override
        public String operation() {
            return route.operation();
        }

        @Override
        public String detail() {
            return request.ids().toString();
        }

        @Override
        public FaceAnswer answer(CallFaults faults) throws InterruptedException {
            return response(request.failing(faults.failingElement())).answer();
        }

        private Response response(Request asked) throws InterruptedException {
            try {
                return route.action().answer(asked);
            } catch (Refusal refusal) {
                return Response.of(refusal, asked.url());
            } catch (ArrayException refusal) {
                return Response.of(Codes.refusal(refusal), asked.url());
            }
        }

        @Override
        public FaceAnswer sessionEnded() {
            sessions.end(request.session());
            return Response.of(Refusal.of(401, Codes.TOKEN, "The specified token is invalid."), request.url())
                    .answer();
        }
    }
}
