package org.copyblade.lab.powermax.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.copyblade.lab.array.ArrayException;
import org.copyblade.lab.array.Fault;
import org.copyblade.lab.array.Fault.Kind;
import org.copyblade.lab.array.LoggedOperation.Step;
import org.copyblade.lab.array.VirtualArray;

/** One request from its arrival to its answer, with what a fault makes of it. Called by many threads. */
final class Exchanges implements HttpHandler {

    private static final long DRAINED_BYTES = 64L << 20;

    private final VirtualArray lab;
    private final Dispatcher dispatcher;
    private final Jobs jobs;

    Exchanges(VirtualArray lab, Dispatcher dispatcher, Jobs jobs) {
        this.lab = lab;
        this.dispatcher = dispatcher;
        this.jobs = jobs;
    }

    @Override
    public void handle(HttpExchange exchange) {
        try (exchange) {
            handle(exchange, lab.log().nextRequest());
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private void handle(HttpExchange exchange, long number) throws InterruptedException {
        try {
            Dispatcher.Call call = dispatcher.call(exchange);
            log(number, Step.RECEIVED, call, call.request().ids().toString());
            carryOut(exchange, call, number);
        } catch (Refusal refusal) {
            lab.log().add("unisphere", number, Step.ANSWERED, "refused", refusal.status() + " " + refusal.getMessage());
            answer(exchange, Response.of(refusal));
        } catch (IOException gone) {
            lab.log().add("unisphere", number, Step.ANSWERED, "connection", "lost: " + gone.getMessage());
        }
    }

    private void carryOut(HttpExchange exchange, Dispatcher.Call call, long number) throws InterruptedException {
        List<Fault> faults = lab.faults().take(call.system(), call.operation());
        for (Fault fault : faults) {
            lab.log().add(call.system(), number, Step.EVENT, "fault", fault.kind() + " for " + call.operation());
        }
        if (isRefusedByFault(exchange, faults)) {
            log(number, Step.ANSWERED, call, "by a fault");
            return;
        }
        sleep(faults, Kind.LATE_SUCCESS);
        Dispatcher.Call wanted = find(faults, Kind.PARTIAL_FAILURE)
                .map(fault -> call.withFailingElement(fault.element()))
                .orElse(call);
        Response response = call.request().wantsJob()
                ? jobs.submit(
                        call.operation(),
                        call.request(),
                        () -> response(wanted),
                        find(faults, Kind.JOB_CANCELLED).isPresent())
                : response(wanted);
        log(number, Step.EFFECT, call, Integer.toString(response.status()));
        sleep(faults, Kind.SLOW);
        log(number, Step.ANSWERED, call, Integer.toString(response.status()));
        if (find(faults, Kind.LOST_REPLY).isEmpty()) {
            answer(exchange, response);
        }
    }

    /** Faults after which nothing is done. */
    private static boolean isRefusedByFault(HttpExchange exchange, List<Fault> faults) {
        if (find(faults, Kind.UNAUTHORIZED).isPresent()) {
            answer(exchange, Response.of(new Refusal(401, "user name or password is wrong")));
            return true;
        }
        Optional<Fault> broken = find(faults, Kind.SERVER_ERROR);
        broken.ifPresent(fault ->
                send(exchange, fault.status(), "text/html", "<html><body>temporarily out of order</body></html>"));
        return broken.isPresent() || find(faults, Kind.LOST_REQUEST).isPresent();
    }

    private static Response response(Dispatcher.Call call) {
        try {
            return call.route().action().answer(call.request());
        } catch (Refusal refusal) {
            return Response.of(refusal);
        } catch (ArrayException refusal) {
            return Response.of(Refusal.of("carrying out " + call.operation(), refusal));
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

    private static void answer(HttpExchange exchange, Response response) {
        drain(exchange);
        if (response.status() == 401) {
            exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"univmax\"");
        }
        send(
                exchange,
                response.status(),
                "application/json",
                response.document().map(JsonNode::toString).orElse(""));
    }

    /** Reads what the client is still sending: it listens only when it is through. There is an end to that too. */
    private static void drain(HttpExchange exchange) {
        try {
            // Not by skip, which goes past the end of the body.
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

    private static void send(HttpExchange exchange, int status, String type, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        boolean empty = bytes.length == 0 || exchange.getRequestMethod().equals("HEAD");
        try {
            if (!empty) {
                exchange.getResponseHeaders().set("Content-Type", type);
            }
            exchange.sendResponseHeaders(status, empty ? -1 : bytes.length);
            if (!empty) {
                exchange.getResponseBody().write(bytes);
            }
        } catch (IOException gone) {
            // Whoever asked does not wait any more; what was done is done, and in the log.
            return;
        }
    }

    private void log(long number, Step step, Dispatcher.Call call, String detail) {
        lab.log().add(call.system(), number, step, call.operation(), detail);
    }
}
