package org.copyblade.blade.flashcopy.internal.rest;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.copyblade.blade.flashcopy.internal.rest.RestException.Reason;
import org.copyblade.blade.spi.Call;
import org.copyblade.endpoint.Fingerprint;
import org.copyblade.endpoint.Lane;
import org.copyblade.endpoint.Secret;

/**
 * Sends one HTTP request and takes its answer, once. Bounded by the deadline of the call, by the time of one request and by
 * the number of connections. Any thread.
 */
final class Wire {

    private static final Duration LOOK = Duration.ofMillis(20);
    private static final int REDIRECTS = 3;

    private final Access access;
    private final HttpClient http;
    private final Map<Lane, Semaphore> connections = new EnumMap<>(Lane.class);

    Wire(Access access, SSLContext tls, ExecutorService threads) {
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

    /** Follows HTTP 301, which means that nothing was done here. */
    Answer send(Lane lane, String method, URI uri, Optional<Secret> token, String body, Call call)
            throws RestException {
        String what = method + " " + uri.getPath();
        URI target = uri;
        for (int i = 0; i <= REDIRECTS; i++) {
            HttpResponse<byte[]> response = exchange(lane, what, request(method, target, token, body), call);
            Optional<String> location = response.headers().firstValue("Location");
            if (response.statusCode() != 301 || location.isEmpty()) {
                return Answer.of(response.statusCode(), response.body(), certificate(response));
            }
            target = target.resolve(location.get());
            if (!"https".equals(target.getScheme())) {
                throw RestException.notSent(
                        Reason.NOT_UNDERSTOOD, what + ": the endpoint sends us away from TLS to " + target);
            }
        }
        throw RestException.notSent(
                Reason.NOT_UNDERSTOOD, what + ": the endpoint sends us on for ever, last to " + target);
    }

    private static HttpRequest request(String method, URI uri, Optional<Secret> token, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).header("Accept", "application/json");
        token.ifPresent(secret -> request.header("X-Auth-Token", secret.text()));
        if (body.isEmpty()) {
            return request.method(method, HttpRequest.BodyPublishers.noBody()).build();
        }
        return request.header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private HttpResponse<byte[]> exchange(Lane lane, String what, HttpRequest request, Call call) throws RestException {
        long end = System.nanoTime() + access.requestTimeout().toNanos();
        Semaphore share = connections.get(lane);
        connect(share, what, end, call);
        try {
            refuseIfOver(what, call);
            return await(what, http.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray()), end, call);
        } finally {
            share.release();
        }
    }

    private static void connect(Semaphore share, String what, long end, Call call) throws RestException {
        try {
            while (!share.tryAcquire(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                refuseIfOver(what, call);
                if (System.nanoTime() - end >= 0) {
                    throw RestException.notSent(Reason.TIMEOUT, what + ": all connections to the endpoint are busy");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw RestException.notSent(Reason.TOO_LATE, what + ": interrupted before it was sent");
        }
    }

    private static void refuseIfOver(String what, Call call) throws RestException {
        if (call.expired() || call.cancelled()) {
            throw RestException.notSent(Reason.TOO_LATE, what + ": not sent, the time of the call is over");
        }
    }

    private HttpResponse<byte[]> await(String what, CompletableFuture<HttpResponse<byte[]>> answer, long end, Call call)
            throws RestException {
        while (true) {
            long left = Math.min(end - System.nanoTime(), call.remaining().toNanos());
            try {
                return answer.get(Math.min(Math.max(left, 0), LOOK.toNanos()), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                if (left <= 0) {
                    answer.cancel(true);
                    throw RestException.unknown(Reason.TIMEOUT, what + ": no answer in time");
                }
                if (call.cancelled()) {
                    answer.cancel(true);
                    throw RestException.unknown(Reason.CANCELLED, what + ": cancelled before the answer came");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                answer.cancel(true);
                throw RestException.unknown(Reason.CANCELLED, what + ": interrupted before the answer came");
            } catch (CancellationException e) {
                throw RestException.unknown(Reason.CANCELLED, what + ": cancelled before the answer came");
            } catch (ExecutionException e) {
                throw failure(what, e.getCause());
            }
        }
    }

    private RestException failure(String what, Throwable cause) {
        String text = what + " at " + access.base().getAuthority() + ": ";
        Optional<String> certificate = certificateProblem(cause);
        if (certificate.isPresent()) {
            return RestException.notSent(Reason.CERTIFICATE, text + certificate.get());
        }
        if (cause instanceof ConnectException
                || cause instanceof HttpConnectTimeoutException
                || cause instanceof UnresolvedAddressException
                || cause instanceof SSLHandshakeException) {
            return RestException.notSent(Reason.UNREACHABLE, text + words(cause));
        }
        return RestException.unknown(Reason.BROKEN, text + words(cause));
    }

    private static Optional<String> certificateProblem(Throwable failure) {
        boolean handshake = failure instanceof SSLException;
        for (Throwable cause = failure; cause != null && handshake; cause = cause.getCause()) {
            if (cause instanceof CertificateException
                    || cause instanceof java.security.cert.CertPathValidatorException) {
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

    private static String certificate(HttpResponse<byte[]> response) throws RestException {
        try {
            Certificate[] chain = response.sslSession().map(Wire::peer).orElse(new Certificate[0]);
            return chain.length == 0 ? "" : Fingerprint.of(chain[0]);
        } catch (CertificateException e) {
            throw RestException.unknown(Reason.NOT_UNDERSTOOD, "the certificate of the endpoint: " + e.getMessage());
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
