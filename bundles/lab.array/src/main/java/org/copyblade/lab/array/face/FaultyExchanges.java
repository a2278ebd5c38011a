package org.copyblade.lab.array.face;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.copyblade.lab.array.Fault;
import org.copyblade.lab.array.Fault.Kind;
import org.copyblade.lab.array.LoggedOperation.Step;
import org.copyblade.lab.array.VirtualArray;

/** Requests of one server from their arrival to their answer, with what a fault makes of them. Called by many threads. */
public final class FaultyExchanges implements HttpHandler {
    private static final long DRAINED_BYTES = 64L << 20;

    private final VirtualArray array;
    private final String server;
    private final FaceProtocol protocol;

    /** @param server its name in the operation log, for requests that are about no storage system */
    public FaultyExchanges(VirtualArray array, String server, FaceProtocol protocol) {
        this.array = array;
        this.server = server;
        this.protocol = protocol;
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
            FaceCall call = protocol.call(exchange);
            log(number, Step.RECEIVED, call, call.detail());
            carryOut(exchange, call, number);
        } catch (FaceRefusal refusal) {
            log(server, number, Step.ANSWERED, "refused", refusal.answer().status() + " " + refusal.getMessage());
            answer(exchange, refusal.answer());
        } catch (IOException gone) {
            log(server, number, Step.ANSWERED, "connection", "lost: " + gone.getMessage());
        }
    }

    private void carryOut(HttpExchange exchange, FaceCall call, long number) throws InterruptedException {
        CallFaults faults = new CallFaults(array.faults().take(call.system(), call.operation()));
        for (Fault fault : faults.all()) {
            log(call.system(), number, Step.EVENT, "fault", fault.kind() + " for " + call.operation());
        }
        if (isRefusedByFault(exchange, call, faults)) {
            log(number, Step.ANSWERED, call, "by a fault");
            return;
        }
        sleep(faults, Kind.LATE_SUCCESS);
        FaceAnswer response = call.answer(faults);
        log(number, Step.EFFECT, call, Integer.toString(response.status()));
        sleep(faults, Kind.SLOW);
        log(number, Step.ANSWERED, call, Integer.toString(response.status()));
        if (!faults.has(Kind.LOST_REPLY)) {
            answer(
                    exchange,
                    faults.find(Kind.SERVER_ERROR_AFTER)
                            .map(FaultyExchanges::outOfOrder)
                            .orElse(response));
        }
    }

    /** Faults after which nothing is done. */
    private static boolean isRefusedByFault(HttpExchange exchange, FaceCall call, CallFaults faults) {
        if (faults.has(Kind.UNAUTHORIZED)) {
            answer(exchange, call.sessionEnded());
            return true;
        }
        Optional<Fault> broken = faults.find(Kind.SERVER_ERROR);
        broken.ifPresent(fault -> answer(exchange, outOfOrder(fault)));
        return broken.isPresent() || faults.has(Kind.LOST_REQUEST);
    }

    private static FaceAnswer outOfOrder(Fault fault) {
        return new FaceAnswer(fault.status(), "text/html", "<html><body>temporarily out of order</body></html>");
    }

    private static void sleep(CallFaults faults, Kind kind) throws InterruptedException {
        Optional<Fault> fault = faults.find(kind);
        if (fault.isPresent()) {
            Thread.sleep(fault.get().delayMs());
        }
    }

    private static void answer(HttpExchange exchange, FaceAnswer answer) {
        drain(exchange);
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        boolean head = exchange.getRequestMethod().equals("HEAD");
        try {
            answer.headers().forEach(exchange.getResponseHeaders()::set);
            if (bytes.length > 0) {
                exchange.getResponseHeaders().set("Content-Type", answer.type());
            }
            exchange.sendResponseHeaders(answer.status(), head || bytes.length == 0 ? -1 : bytes.length);
            if (!head) {
                exchange.getResponseBody().write(bytes);
            }
        } catch (IOException gone) {
            // Whoever asked does not wait any more; what was done is done, and in the log.
            return;
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

    private void log(long number, Step step, FaceCall call, String detail) {
        log(call.system(), number, step, call.operation(), detail);
    }

    private void log(String system, long number, Step step, String operation, String detail) {
        array.log().add(system, number, step, operation, detail);
    }
}
