package org.copyblade.lab.ds8000.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.copyblade.lab.array.ArrayException;
import org.copyblade.lab.array.Fault;
import org.copyblade.lab.array.StorageSystem;
import org.copyblade.lab.array.face.CallFaults;
import org.copyblade.lab.array.face.FaceAnswer;
import org.copyblade.lab.array.face.FaceCall;
import org.copyblade.lab.array.face.FaceProtocol;
import org.copyblade.lab.array.face.FaceRefusal;
import org.copyblade.lab.array.face.FaceSessions;

/** Finds out what a request is and who asks it, before anything is done. */
final class Dispatcher implements FaceProtocol {
    private final StorageSystem system;
    private final List<Route> routes;
    private final FaceSessions sessions;

    Dispatcher(StorageSystem system, Documents documents) {
        this.system = system;
        this.sessions = new FaceSessions(system.settings(), FaceSessions.Life.IDLE);
        this.routes = Stream.of(
                        new Login(system.settings(), sessions).routes(),
                        new Inventory(system, documents).routes(),
                        new FlashCopyResource(system, documents).routes(),
                        new VolumeResource(system, documents).routes(),
                        new HostResource(system, documents).routes())
                .flatMap(List::stream)
                .toList();
    }

    @Override
    public FaceCall call(HttpExchange exchange) throws FaceRefusal, IOException {
        try {
            return known(exchange);
        } catch (Refusal refusal) {
            throw new FaceRefusal(Response.of(refusal).answer(), refusal.code());
        }
    }

    /** The call that an exchange asks for. */
    private Call known(HttpExchange exchange) throws Refusal, IOException {
        List<String> path = RequestForm.path(exchange.getRequestURI());
        Optional<Route> found = find(path, exchange.getRequestMethod());
        boolean login =
                found.filter(it -> it.operation().equals(Login.OPERATION)).isPresent();
        String token = login ? "" : token(exchange);
        Route route = found.orElseThrow(() -> refusal(path, exchange.getRequestMethod()));
        Map<String, String> query = RequestForm.query(exchange.getRequestURI());
        return new Call(
                route,
                new Request(
                        route.match(path).orElseThrow(),
                        query,
                        route.hasBody() ? RequestForm.params(exchange.getRequestBody()) : Documents.object(),
                        OptionalInt.empty()),
                token);
    }

    private Optional<Route> find(List<String> path, String method) {
        return routes.stream()
                .filter(it -> it.method().equals(method) && it.match(path).isPresent())
                .findFirst();
    }

    private Refusal refusal(List<String> path, String method) {
        boolean known = routes.stream().anyMatch(it -> it.match(path).isPresent());
        return known
                ? new Refusal(405, Codes.MALFORMED, "method " + method + " is not supported here")
                : Refusal.missing("path /" + String.join("/", path));
    }

    private String token(HttpExchange exchange) throws Refusal {
        String token = exchange.getRequestHeaders().getFirst("X-Auth-Token");
        if (token == null || token.isBlank()) {
            throw new Refusal(401, Codes.NO_TOKEN, "no token given");
        }
        if (!sessions.use(token)) {
            throw new Refusal(401, Codes.BAD_TOKEN, "the token is not valid, or has expired");
        }
        return token;
    }

    /** A request that may be carried out. */
    private final class Call implements FaceCall {
        private final Route route;
        private final Request request;
        private final String token;

        /** @param token of whoever asks; empty for a login */
        Call(Route route, Request request, String token) {
            this.route = route;
            this.request = request;
            this.token = token;
        }

        @Override
        public String system() {
            return system.settings().serial();
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
        public FaceAnswer answer(CallFaults faults) {
            Response response =
                    response(new Request(request.ids(), request.query(), request.params(), faults.failingElement()));
            faults.find(Fault.Kind.TIMER_EXPIRY)
                    .ifPresent(fault -> system.shortenFreezes(Duration.ofMillis(fault.delayMs())));
            return scoped(response).answer();
        }

        private Response response(Request asked) {
            try {
                return route.action().answer(asked);
            } catch (Refusal refusal) {
                return Response.of(refusal);
            } catch (ArrayException refusal) {
                return Response.of(Codes.refusal(refusal));
            }
        }

        /** Leaves in each object only the fields that {@code data_fields} names. */
        private Response scoped(Response response) {
            Optional<String> fields = request.queryValue("data_fields");
            if (fields.isPresent()) {
                Set<String> wanted = Set.copyOf(List.of(fields.get().split(",")));
                for (JsonNode list : response.document().path("data")) {
                    list.forEach(item -> ((ObjectNode) item).retain(wanted));
                }
            }
            return response;
        }

        @Override
        public FaceAnswer sessionEnded() {
            sessions.revoke(token);
            return Response.of(new Refusal(401, Codes.BAD_TOKEN, "the token has expired"))
                    .answer();
        }
    }
}
