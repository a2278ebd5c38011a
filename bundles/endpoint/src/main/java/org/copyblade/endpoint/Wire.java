package org.copyblade.endpoint;

import java.io.IOException;
import java.net.ConnectException;
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

/**
 * Sends one HTTP request and takes its answer, once, and says of a request without answer whether it may have been carried
 * out. Bounded by the end of the call, by the time of one request and by the number of connections. Any thread.
 */
public final class Wire {
    private static final Duration LOOK = Duration.ofMillis(20);

    private final Limits limits;
    private final HttpClient http;
    private final Map<Lane, Semaphore> connections = new EnumMap<>(Lane.class);

    /** @param threads for the work of the HTTP client; ended by the caller */
    public Wire(Limits limits, SSLContext tls, Executor threads) {
        this.limits = limits;
        for (Lane lane : Lane.values()) {
            connections.put(lane, new Semaphore(lane.connections(limits.maxConnections())));
        }
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(limits.connectTimeout())
                .sslContext(tls)
                .executor(threads)
                .build();
    }

    /**
     * Sends and waits for the answer.
     *
     * @param what method and path, for people
     * @param body how the body of the answer is read
     */
    public <T> Reply<T> send(
            Lane lane, String what, HttpRequest request, HttpResponse.BodyHandler<T> body, Bounds bounds)
            throws WireException {
        long end = System.nanoTime() + limits.requestTimeout().toNanos();
        Exchange exchange = new Exchange(what, request.uri().getAuthority(), end, bounds);
        Semaphore share = connections.get(lane);
        exchange.connect(share);
        try {
            exchange.refuseIfOver();
            HttpResponse<T> response = exchange.await(http.sendAsync(request, body));
            return new Reply<>(
                    response.statusCode(), response.headers(), response.body(), exchange.certificate(response));
        } finally {
            share.release();
        }
    }

    /**
     * One request and the bounds of it.
     *
     * @param what it is, for people
     * @param where it goes
     * @param end on the monotonic clock
     */
    private record Exchange(String what, String where, long end, Bounds bounds) {
        void connect(Semaphore share) throws WireException {
            try {
                while (!share.tryAcquire(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                    refuseIfOver();
                    if (System.nanoTime() - end >= 0) {
                        throw new WireException(
                                WireException.Cause.BUSY, what + ": all connections to " + where + " are busy");
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new WireException(WireException.Cause.TOO_LATE, what + ": interrupted before it was sent");
            }
        }

        void refuseIfOver() throws WireException {
            if (bounds.cancelled() || bounds.remaining().compareTo(Duration.ZERO) <= 0) {
                throw new WireException(
                        WireException.Cause.TOO_LATE, what + ": not sent, the time of the call is over");
            }
        }

        <T> HttpResponse<T> await(CompletableFuture<HttpResponse<T>> answer) throws WireException {
            while (true) {
                long left = Math.min(end - System.nanoTime(), bounds.remaining().toNanos());
                try {
                    return answer.get(Math.min(Math.max(left, 0), LOOK.toNanos()), TimeUnit.NANOSECONDS);
                } catch (TimeoutException e) {
                    if (left <= 0) {
                        answer.cancel(true);
                        throw lost(WireException.Cause.TIMEOUT, "no answer in time");
                    }
                    if (bounds.cancelled()) {
                        answer.cancel(true);
                        throw lost(WireException.Cause.CANCELLED, "cancelled before the answer came");
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    answer.cancel(true);
                    throw lost(WireException.Cause.CANCELLED, "interrupted before the answer came");
                } catch (CancellationException e) {
                    throw lost(WireException.Cause.CANCELLED, "cancelled before the answer came");
                } catch (ExecutionException e) {
                    throw failure(e.getCause());
                }
            }
        }

        private WireException failure(Throwable cause) {
            Optional<String> certificate = certificateProblem(cause);
            if (certificate.isPresent()) {
                return lost(WireException.Cause.CERTIFICATE, certificate.get());
            }
            boolean unreachable = cause instanceof ConnectException
                    || cause instanceof HttpConnectTimeoutException
                    || cause instanceof UnresolvedAddressException
                    || cause instanceof SSLHandshakeException;
            return lost(unreachable ? WireException.Cause.UNREACHABLE : WireException.Cause.BROKEN, words(cause));
        }

        private WireException lost(WireException.Cause why, String text) {
            return new WireException(why, what + " at " + where + ": " + text);
        }

        String certificate(HttpResponse<?> response) throws WireException {
            try {
                Certificate[] chain = response.sslSession().map(Exchange::peer).orElse(new Certificate[0]);
                return chain.length == 0 ? "" : Fingerprint.of(chain[0]);
            } catch (CertificateException e) {
                throw lost(WireException.Cause.BROKEN, "the certificate of the endpoint: " + e.getMessage());
            }
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
            return cause instanceof IOException
                    ? "no connection"
                    : cause.getClass().getSimpleName();
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
}
