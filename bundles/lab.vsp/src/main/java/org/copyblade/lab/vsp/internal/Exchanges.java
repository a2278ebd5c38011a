package org.copyblade.lab.vsp.internal;

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
import org.copyblade.lab.array.StorageSystem;
import org.copyblade.lab.array.VirtualArray;

/** One request from its arrival to its answer, with what a fault makes of it. Called by many threads. */
final class Exchanges implements HttpHandler {

    private static final long DRAINED_BYTES = 64L << 20;

    private final VirtualArray array;
    private final StorageSystem system;
    private final Dispatcher dispatcher;

    Exchanges(VirtualArray array, StorageSystem system, Dispatcher dispatcher) {
        this.array = array;
        this.system = system;
        this.dispatcher = dispatcher;
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
            Dispatcher.Call call = dispatcher.call(exchange);
            log(number, Step.RECEIVED, call, call.request().ids().toString());
            carryOut(exchange, call, number);
        } catch (Refusal refusal) {
            log(number, Step.ANSWERED, "refused", refusal.status() + " " + refusal.messageId());
            answer(exchange, Response.of(refusal, exchange.getRequestURI().getPath()));
        } catch (IOException gone) {
            log(number, Step.ANSWERED, "connection", "lost: " + gone.getMessage());
        }
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

    private void carryOut(HttpExchange exchange, Dispatcher.Call call, long number) throws InterruptedException {
        List<Fault> faults =
                array.faults().take(system.settings().serial(), call.route().operation());
        for (Fault fault : faults) {
            log(
                    number,
                    Step.EVENT,
                    "fault",
                    fault.kind() + " for " + call.route().operation());
        }
        if (isRefusedByFault(exchange, call, faults)) {
            log(number, Step.ANSWERED, call, "by a fault");
            return;
        }
        sleep(faults, Kind.LATE_SUCCESS);
        Response response = response(find(faults, Kind.PARTIAL_FAILURE)
                .map(fault -> call.withFailingElement(fault.element()))
                .orElse(call));
        log(number, Step.EFFECT, call, Integer.toString(response.status()));
        sleep(faults, Kind.SLOW);
        log(number, Step.ANSWERED, call, Integer.toString(response.status()));
        if (find(faults, Kind.LOST_REPLY).isEmpty()) {
            answer(exchange, response);
        }
    }

    /** Faults after which nothing is done. */
    private boolean isRefusedByFault(HttpExchange exchange, Dispatcher.Call call, List<Fault> faults) {
        if (find(faults, Kind.UNAUTHORIZED).isPresent()) {
            dispatcher.end(call.request().session());
            answer(
                    exchange,
                    Response.of(
                            Refusal.of(401, Codes.TOKEN, "The specified token is invalid."),
                            call.request().url()));
            return true;
        }
        Optional<Fault> broken = find(faults, Kind.SERVER_ERROR);
        broken.ifPresent(fault ->
                send(exchange, fault.status(), "text/html", "<html><body>temporarily out of order</body></html>"));
        return broken.isPresent() || find(faults, Kind.LOST_REQUEST).isPresent();
    }

    private static Response response(Dispatcher.Call call) throws InterruptedException {
        try {
            return call.route().action().answer(call.request());
        } catch (Refusal refusal) {
            return Response.of(refusal, call.request().url());
        } catch (ArrayException refusal) {
            return Response.of(Codes.refusal(refusal), call.request().url());
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
        send(
                exchange,
                response.status(),
                "application/json",
                response.document().toString());
    }

    private static void send(HttpExchange exchange, int status, String type, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        boolean head = exchange.getRequestMethod().equals("HEAD");
        try {
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(status, head ? -1 : bytes.length);
            if (!head) {
                exchange.getResponseBody().write(bytes);
            }
        } catch (IOException gone) {
            // Whoever asked does not wait any more; what was done is done, and in the log.
            return;
        }
    }

    private void log(long number, Step step, Dispatcher.Call call, String detail) {
        log(number, step, call.route().operation(), detail);
    }

    private void log(long number, Step step, String operation, String detail) {
        array.log().add(system.settings().serial(), number, step, operation, detail);
    }
}
