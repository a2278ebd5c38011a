package org.copyblade.lab.zosmf.internal.http;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.copyblade.lab.array.Fault;
import org.copyblade.lab.array.Fault.Kind;
import org.copyblade.lab.array.LoggedOperation.Step;
import org.copyblade.lab.array.VirtualArray;

/** One request from its arrival to its answer, with what a fault makes of it. Called by many threads. */
final class Exchanges implements HttpHandler {
    /** What the operation log and faults call this face where others have the serial of a storage system. */
    static final String FACE = "zosmf";

    private static final String CSRF = "X-CSRF-ZOSMF-HEADER";
    private static final long DRAINED_BYTES = 64L << 20;

    private record Call(Route route, Request request) {}

    private final VirtualArray array;
    private final Sessions sessions;
    private final List<Route> routes;
    private final JobFaults jobFaults;

    Exchanges(VirtualArray array, Sessions sessions, List<Route> routes, JobFaults jobFaults) {
        this.array = array;
        this.sessions = sessions;
        this.routes = List.copyOf(routes);
        this.jobFaults = jobFaults;
    }

    @Override
    public void handle(HttpExchange exchange) {
        try (exchange) {
            handle(exchange, array.log().nextRequest());
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private void handle(HttpExchange exchange, long number) throws InterruptedException {
        try {
            Call call = call(exchange);
            log(
                    number,
                    Step.RECEIVED,
                    call.route().operation(),
                    call.request().ids().toString());
            carryOut(exchange, call, number);
        } catch (Refusal refusal) {
            log(number, Step.ANSWERED, "refused", refusal.status() + " " + refusal.getMessage());
            answer(exchange, Reply.of(refusal));
        } catch (IOException gone) {
            log(number, Step.ANSWERED, "connection", "lost: " + gone.getMessage());
        }
    }

    private Call call(HttpExchange exchange) throws Refusal, IOException {
        Headers headers = exchange.getRequestHeaders();
        List<String> path = RequestForm.path(exchange.getRequestURI());
        Optional<Route> found = routes.stream()
                .filter(it -> it.method().equals(exchange.getRequestMethod())
                        && it.match(path).isPresent())
                .findFirst();
        // (unconfirmed) which status a request without the header gets
        if (!headers.containsKey(CSRF)) {
            throw Refusal.unknown(403, "the header " + CSRF + " is missing");
        }
        boolean open = found.filter(it -> it.operation().equals(LoginResource.INFO)
                        || it.operation().equals(LoginResource.CHANGE))
                .isPresent();
        Optional<String> user = sessions.user(headers);
        if (user.isEmpty() && !open) {
            throw Refusal.unknown(401, "the request is not authenticated");
        }
        Route route = found.orElseThrow(
                () -> routes.stream().anyMatch(it -> it.match(path).isPresent())
                        ? Refusal.unknown(405, "method " + exchange.getRequestMethod() + " is not supported here")
                        : Refusal.unknown(
                                404, "no service at " + exchange.getRequestURI().getRawPath()));
        return new Call(
                route,
                new Request(
                        user.orElse(""),
                        route.match(path).orElseThrow(),
                        RequestForm.query(exchange.getRequestURI()),
                        RequestForm.headers(headers),
                        RequestForm.body(exchange.getRequestBody())));
    }

    private void carryOut(HttpExchange exchange, Call call, long number) throws InterruptedException {
        String operation = JobsResource.operation(call.route(), call.request());
        List<Fault> faults = array.faults().take(FACE, operation);
        for (Fault fault : faults) {
            log(number, Step.EVENT, "fault", fault.kind() + " for " + operation);
        }
        if (isRefusedByFault(exchange, faults)) {
            log(number, Step.ANSWERED, operation, "by a fault");
            return;
        }
        sleep(faults, Kind.LATE_SUCCESS);
        Reply reply = reply(call, exchange.getRequestHeaders());
        log(number, Step.EFFECT, operation, Integer.toString(reply.status()));
        jobFaults.after(faults, call.request().ids(), reply);
        sleep(faults, Kind.SLOW);
        log(number, Step.ANSWERED, operation, Integer.toString(reply.status()));
        if (find(faults, Kind.LOST_REPLY).isEmpty()) {
            answer(
                    exchange,
                    find(faults, Kind.SERVER_ERROR_AFTER)
                            .map(Exchanges::outOfOrder)
                            .orElse(reply));
        }
    }

    /** Faults after which nothing is done. */
    private boolean isRefusedByFault(HttpExchange exchange, List<Fault> faults) {
        if (find(faults, Kind.UNAUTHORIZED).isPresent()) {
            sessions.revoke(exchange.getRequestHeaders());
            answer(exchange, Reply.of(Refusal.unknown(401, "the token has expired")));
            return true;
        }
        Optional<Fault> broken = find(faults, Kind.SERVER_ERROR);
        broken.ifPresent(fault -> answer(exchange, outOfOrder(fault)));
        return broken.isPresent() || find(faults, Kind.LOST_REQUEST).isPresent();
    }

    private static Reply outOfOrder(Fault fault) {
        return new Reply(
                fault.status(),
                "text/html",
                "<html><body>temporarily out of order</body></html>".getBytes(StandardCharsets.UTF_8),
                Map.of());
    }

    private Reply reply(Call call, Headers headers) throws InterruptedException {
        try {
            if (call.route().operation().equals(LoginResource.LOGIN)) {
                return LoginResource.login(sessions.login(headers));
            }
            if (call.route().operation().equals(LoginResource.LOGOUT)) {
                sessions.logout(headers);
                return LoginResource.done();
            }
            return call.route().action().answer(call.request());
        } catch (Refusal refusal) {
            return Reply.of(refusal);
        }
    }

    private static Optional<Fault> find(List<Fault> faults, Kind kind) {
        return faults.stream().filter(it -> it.kind() == kind).findFirst();
    }

    private static void sleep(List<Fault> faults, Kind kind) throws InterruptedException {
        Optional<Fault> fault = find(faults, kind);
        if (fault.isPresent()) {
            Thread.sleep(fault.get().delayMs());
        }
    }

    /** Reads what the client is still sending: it listens only when it is through. There is an end to that too. */
    private static void drain(HttpExchange exchange) {
        try {
            byte[] buffer = new byte[64 << 10];
            for (long read = 0; read < DRAINED_BYTES; read += buffer.length) {
                if (exchange.getRequestBody().readNBytes(buffer, 0, buffer.length) < buffer.length) {
                    return;
                }
            }
        } catch (IOException gone) {
            // The answer will find that out.
            return;
        }
    }

    private static void answer(HttpExchange exchange, Reply reply) {
        drain(exchange);
        boolean silent = reply.body().length == 0 || exchange.getRequestMethod().equals("HEAD");
        try {
            reply.headers()
                    .forEach((name, values) ->
                            values.forEach(it -> exchange.getResponseHeaders().add(name, it)));
            if (!reply.type().isEmpty()) {
                exchange.getResponseHeaders().set("Content-Type", reply.type());
            }
            exchange.sendResponseHeaders(reply.status(), silent ? -1 : reply.body().length);
            if (!silent) {
                exchange.getResponseBody().write(reply.body());
            }
        } catch (IOException gone) {
            // Whoever asked does not wait any more; what was done is done, and in the log.
            return;
        }
    }

    private void log(long number, Step step, String operation, String detail) {
        array.log().add(FACE, number, step, operation, detail);
    }
}
