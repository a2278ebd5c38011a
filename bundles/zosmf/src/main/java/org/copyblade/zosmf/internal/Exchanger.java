package org.copyblade.zosmf.internal;

import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Map;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;
import org.copyblade.endpoint.Bounds;
import org.copyblade.endpoint.Lane;
import org.copyblade.endpoint.Limits;
import org.copyblade.endpoint.Reply;
import org.copyblade.endpoint.Wire;
import org.copyblade.endpoint.WireException;
import org.copyblade.zosmf.ZosmfAccess;
import org.copyblade.zosmf.ZosmfCall;
import org.copyblade.zosmf.ZosmfException;
import org.copyblade.zosmf.ZosmfException.Reason;

/** Sends one request as z/OSMF wants it, and says in its words what a silence means. Any thread. */
final class Exchanger {
    private final ZosmfAccess access;
    private final Wire wire;

    Exchanger(ZosmfAccess access, SSLContext tls, Executor threads) {
        this.access = access;
        this.wire = new Wire(
                new Limits(access.connectTimeout(), access.requestTimeout(), access.maxConnections()), tls, threads);
    }

    Answer send(Lane lane, Request request, Map<String, String> credentials, ZosmfCall call) throws ZosmfException {
        Reply<byte[]> reply = exchange(lane, request, credentials, call);
        return new Answer(
                request.isQuestion(),
                request.title(),
                reply.status(),
                reply.headers(),
                Bodies.text(request, reply),
                reply.certificateSha256());
    }

    private Reply<byte[]> exchange(Lane lane, Request request, Map<String, String> credentials, ZosmfCall call)
            throws ZosmfException {
        try {
            return wire.send(
                    lane,
                    request.title(),
                    http(request, credentials),
                    Bodies.bounded(),
                    Bounds.of(call::remaining, call::cancelled));
        } catch (WireException e) {
            throw ZosmfException.of(reason(request, e.why()), e.getMessage());
        }
    }

    private HttpRequest http(Request request, Map<String, String> credentials) {
        HttpRequest.Builder http = HttpRequest.newBuilder(URI.create(access.base() + request.path()))
                .header("X-CSRF-ZOSMF-HEADER", "")
                .header("Accept-Encoding", "gzip");
        request.headers().forEach(http::header);
        credentials.forEach(http::header);
        HttpRequest.BodyPublisher body = request.body().isEmpty()
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(request.body());
        return http.method(request.method(), body).build();
    }

    private static Reason reason(Request request, WireException.Cause cause) {
        return switch (cause) {
            case TOO_LATE, BUSY -> Reason.TOO_LATE;
            case CERTIFICATE -> Reason.CERTIFICATE;
            case UNREACHABLE -> Reason.DOWN;
            case TIMEOUT, CANCELLED, BROKEN -> request.isQuestion() ? Reason.ANSWER : Reason.UNKNOWN;
        };
    }
}
