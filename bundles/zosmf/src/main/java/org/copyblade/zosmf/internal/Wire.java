package org.copyblade.zosmf.internal;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.copyblade.endpoint.Fingerprint;
import org.copyblade.endpoint.Lane;
import org.copyblade.zosmf.ZosmfAccess;
import org.copyblade.zosmf.ZosmfCall;
import org.copyblade.zosmf.ZosmfException;
import org.copyblade.zosmf.ZosmfException.Reason;

/**
 * Sends one HTTP request and takes its answer, once. Bounded by the end of the call, by the time of one request and by the
 * number of connections. Any thread.
 */
final class Wire {

    private static final Duration LOOK = Duration.ofMillis(20);

    private final ZosmfAccess access;
    private final HttpClient http;
    private final Map<Lane, Semaphore> connections = new EnumMap<>(Lane.class);

    Wire(ZosmfAccess access, SSLContext tls, Executor threads) {
        this.access = access;
        for (Lane lane : Lane.values()) {
            connections.put(lane, new Semaphore(lane.connections(access.maxConnections())));
        }
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(access.connectTimeout())
                .sslContext(tls)
                .executor(threads)
                .build();
    }

    Answer send(Lane lane, Request request, Map<String, String> credentials, ZosmfCall call) throws ZosmfException {
        HttpResponse<byte[]> response = exchange(lane, request, http(request, credentials), call);
        return new Answer(
                request.isQuestion(),
                request.title(),
                response.statusCode(),
                response.headers(),
                Bodies.text(request, response),
                certificate(request, response));
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

    private HttpResponse<byte[]> exchange(Lane lane, Request request, HttpRequest http, ZosmfCall call)
            throws ZosmfException {
        long end = System.nanoTime() + access.requestTimeout().toNanos();
        Semaphore share = connections.get(lane);
        connect(share, request.title(), end, call);
        try {
            refuseIfOver(request.title(), call);
            return await(request, this.http.sendAsync(http, Bodies.bounded()), end, call);
        } finally {
            share.release();
        }
    }

    private static void connect(Semaphore share, String title, long end, ZosmfCall call) throws ZosmfException {
        try {
            while (!share.tryAcquire(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                refuseIfOver(title, call);
                if (System.nanoTime() - end >= 0) {
                    throw ZosmfException.of(Reason.TOO_LATE, title + ": all connections to z/OSMF are busy");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ZosmfException.of(Reason.TOO_LATE, title + ": interrupted before it was sent");
        }
    }

    private static void refuseIfOver(String title, ZosmfCall call) throws ZosmfException {
        if (call.expired() || call.cancelled()) {
            throw ZosmfException.of(Reason.TOO_LATE, title + ": not sent, the time of the call is over");
        }
    }

    private HttpResponse<byte[]> await(
            Request request, CompletableFuture<HttpResponse<byte[]>> answer, long end, ZosmfCall call)
            throws ZosmfException {
        while (true) {
            long left = Math.min(end - System.nanoTime(), call.remaining().toNanos());
            try {
                return answer.get(Math.min(Math.max(left, 0), LOOK.toNanos()), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                if (left <= 0 || call.cancelled()) {
                    answer.cancel(true);
                    throw lost(request, left <= 0 ? "no answer in time" : "cancelled before the answer came");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                answer.cancel(true);
                throw lost(request, "interrupted before the answer came");
            } catch (CancellationException e) {
                throw lost(request, "cancelled before the answer came");
            } catch (ExecutionException e) {
                throw failure(request, e.getCause());
            }
        }
    }

    private ZosmfException lost(Request request, String why) {
        return ZosmfException.of(
                request.isQuestion() ? Reason.ANSWER : Reason.UNKNOWN,
                request.title() + " at " + access.base().getAuthority() + ": " + why);
    }

    private ZosmfException failure(Request request, Throwable cause) {
        String text = request.title() + " at " + access.base().getAuthority() + ": ";
        Optional<String> certificate = certificateProblem(cause);
        if (certificate.isPresent()) {
            return ZosmfException.of(Reason.CERTIFICATE, text + certificate.get());
        }
        if (cause instanceof ConnectException
                || cause instanceof HttpConnectTimeoutException
                || cause instanceof UnresolvedAddressException
                || cause instanceof SSLHandshakeException) {
            return ZosmfException.of(Reason.DOWN, text + words(cause));
        }
        return lost(request, words(cause));
    }

    private static Optional<String> certificateProblem(Throwable failure) {
        boolean handshake = failure instanceof SSLException;
        for (Throwable cause = failure; cause != null && handshake; cause = cause.getCause()) {
            if (cause instanceof CertificateException || cause instanceof CertPathValidatorException) {
                return Optional.of(words(cause));
            }
        }
        return Optional.empty();
    }

    private static String words(Throwable cause) {
        for (Throwable inner = cause; inner != null; inner = inner.getCause()) {
            if (inner.getMessage() != null) {
                return inner.getMessage();
            }
        }
        return cause instanceof IOException ? "no connection" : cause.getClass().getSimpleName();
    }

    private String certificate(Request request, HttpResponse<byte[]> response) throws ZosmfException {
        try {
            Certificate[] chain = response.sslSession().map(Wire::peer).orElse(new Certificate[0]);
            return chain.length == 0 ? "" : Fingerprint.of(chain[0]);
        } catch (CertificateException e) {
            throw lost(request, "the certificate of the endpoint: " + e.getMessage());
        }
    }

    private static Certificate[] peer(SSLSession session) {
        try {
            return session.getPeerCertificates();
        } catch (SSLPeerUnverifiedException e) {
            // Only a connection without TLS has no certificate, and such a one is never made.
            return new Certificate[0];
        }
    }
}
