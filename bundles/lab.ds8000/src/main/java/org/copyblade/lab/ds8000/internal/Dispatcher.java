package org.copyblade.lab.ds8000.internal;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.copyblade.lab.array.StorageSystem;

/** Finds out what a request is and who asks it, before anything is done. */
final class Dispatcher {
    private final List<Route> routes;
    private final Tokens tokens;

    /**
     * A request that may be carried out.
     *
     * @param route which call it is
     * @param request what it asks
     * @param token of whoever asks; empty for a login
     */
    record Call(Route route, Request request, String token) {

        Call withFailingElement(int index) {
            return new Call(
                    route, new Request(request.ids(), request.query(), request.params(), OptionalInt.of(index)), token);
        }
    }

    Dispatcher(StorageSystem system, Documents documents) {
        this.tokens = new Tokens(system.settings());
        this.routes = Stream.of(
                        new Login(system.settings(), tokens).routes(),
                        new Inventory(system, documents).routes(),
                        new FlashCopyResource(system, documents).routes(),
                        new VolumeResource(system, documents).routes(),
                        new HostResource(system, documents).routes())
                .flatMap(List::stream)
                .toList();
    }

    void revoke(String token) {
        tokens.revoke(token);
    }

    /** The call that an exchange asks for. */
    Call call(HttpExchange exchange) throws Refusal, IOException {
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
        if (!tokens.use(token)) {
            throw new Refusal(401, Codes.BAD_TOKEN, "the token is not valid, or has expired");
        }
        return token;
    }
}
