package org.copyblade.lab.array.face;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.copyblade.lab.array.Fault;
import org.copyblade.lab.array.Fault.Kind;
import org.copyblade.lab.array.LoggedOperation.Step;
import org.copyblade.lab.array.StorageSystem;
import org.copyblade.lab.array.VirtualArray;

/** Requests of one system from their arrival to their answer, with what a fault makes of them. Called by many threads. */
public final class FaultyExchanges implements HttpHandler {
    private static final long DRAINED_BYTES = 64L << 20;

    private final VirtualArray array;
    private final StorageSystem system;
    private final FaceProtocol protocol;

    public FaultyExchanges(VirtualArray array, StorageSystem system, FaceProtocol protocol) {
        this.array = array;
        this.system = system;
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
            log(number, Step.ANSWERED, "refused", refusal.answer().status() + " " + refusal.getMessage());
            answer(exchange, refusal.answer());
        } catch (IOException gone) {
            log(number, Step.ANSWERED, "connection", "lost: " + gone.getMessage());
        }
    }

    private void carryOut(HttpExchange exchange, FaceCall call, long number) throws InterruptedException {
        List<Fault> faults = array.faults().take(system.settings().serial(), call.operation());
        for (Fault fault : faults) {
            log(number, Step.EVENT, "fault", fault.kind() + " for " + call.operation());
        }
        if (isRefusedByFault(exchange, call, faults)) {
            log(number, Step.ANSWERED, call, "by a fault");
            return;
        }
        sleep(faults, Kind.LATE_SUCCESS);
        FaceAnswer response = call.answer(find(faults, Kind.PARTIAL_FAILURE)
                .map(fault -> OptionalInt.of(fault.element()))
                .orElse(OptionalInt.empty()));
        find(faults, Kind.TIMER_EXPIRY).ifPresent(fault -> system.shortenFreezes(Duration.ofMillis(fault.delayMs())));
        log(number, Step.EFFECT, call, Integer.toString(response.status()));
        sleep(faults, Kind.SLOW);
        log(number, Step.ANSWERED, call, Integer.toString(response.status()));
        if (find(faults, Kind.LOST_REPLY).isEmpty()) {
            answer(exchange, response);
        }
    }

    /** Faults after which nothing is done. */
    private static boolean isRefusedByFault(HttpExchange exchange, FaceCall call, List<Fault> faults) {
        if (find(faults, Kind.UNAUTHORIZED).isPresent()) {
            answer(exchange, call.sessionEnded());
            return true;
        }
        Optional<Fault> broken = find(faults, Kind.SERVER_ERROR);
        broken.ifPresent(fault -> answer(
                exchange,
                new FaceAnswer(fault.status(), "text/html", "<html><body>temporarily out of order</body></html>")));
        return broken.isPresent() || find(faults, Kind.LOST_REQUEST).isPresent();
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

    private static void answer(HttpExchange exchange, FaceAnswer answer) {
        drain(exchange);
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        boolean head = exchange.getRequestMethod().equals("HEAD");
        try {
            exchange.getResponseHeaders().set("Content-Type", answer.type());
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
        log(number, step, call.operation(), detail);
    }

    private void log(long number, Step step, String operation, String detail) {
        array.log().add(system.settings().serial(), number, step, operation, detail);
    }
}
