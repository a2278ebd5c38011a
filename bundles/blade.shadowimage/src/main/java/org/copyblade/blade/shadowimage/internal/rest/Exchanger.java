package org.copyblade.blade.shadowimage.internal.rest;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;
import org.copyblade.blade.shadowimage.internal.rest.RestException.Reason;
import org.copyblade.blade.spi.Call;
import org.copyblade.endpoint.Bounds;
import org.copyblade.endpoint.JsonRequest;
import org.copyblade.endpoint.Lane;
import org.copyblade.endpoint.Limits;
import org.copyblade.endpoint.Reply;
import org.copyblade.endpoint.Wire;
import org.copyblade.endpoint.WireException;

/** Sends one request of the REST interface as JSON. Any thread. */
final class Exchanger {
    private final Wire wire;

    Exchanger(Limits limits, SSLContext tls, Executor threads) {
        this.wire = new Wire(limits, tls, threads);
    }

    /** @param headers beyond those of JSON */
    Answer send(Lane lane, String method, URI uri, Map<String, String> headers, String body, Call call)
            throws RestException {
        String what = method + " " + uri.getPath();
        Reply<byte[]> reply = exchange(lane, what, JsonRequest.of(method, uri, headers, body), call);
        return Answer.of(reply.status(), reply.body());
    }

    private Reply<byte[]> exchange(Lane lane, String what, HttpRequest request, Call call) throws RestException {
        try {
            return wire.send(
                    lane,
                    what,
                    request,
                    HttpResponse.BodyHandlers.ofByteArray(),
                    Bounds.of(call::remaining, call::cancelled));
        } catch (WireException e) {
            Reason reason = reason(e.why());
            throw e.why().maybeDone()
                    ? RestException.unknown(reason, e.getMessage())
                    : RestException.notSent(reason, e.getMessage());
        }
    }

    private static Reason reason(WireException.Cause cause) {
        return switch (cause) {
            case TOO_LATE -> Reason.TOO_LATE;
            case BUSY, TIMEOUT -> Reason.TIMEOUT;
            case CERTIFICATE -> Reason.CERTIFICATE;
            case UNREACHABLE -> Reason.UNREACHABLE;
            case CANCELLED -> Reason.CANCELLED;
            case BROKEN -> Reason.BROKEN;
        };
    }
}
