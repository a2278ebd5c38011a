package org.copyblade.zosmf.internal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.zip.GZIPInputStream;
import org.copyblade.endpoint.Reply;
import org.copyblade.zosmf.ZosmfException;
import org.copyblade.zosmf.ZosmfException.ErrorCodes;
import org.copyblade.zosmf.ZosmfException.Reason;

/** Takes in bodies that may be compressed, and never more of them than fits. */
final class Bodies {

    /** Spool and listings are small; whatever is larger is asked for in ranges. */
    static final int MOST_BYTES = 16 << 20;

    private Bodies() {}

    /** Breaks the connection at the first byte too many. */
    static BodyHandler<byte[]> bounded() {
        return info -> new Bounded(HttpResponse.BodySubscribers.ofByteArray());
    }

    static String text(Request request, Reply<byte[]> reply) throws ZosmfException {
        byte[] bytes = reply.body();
        if (reply.headers().firstValue("Content-Encoding").orElse("").equalsIgnoreCase("gzip")) {
            bytes = unpacked(request, reply.status(), bytes);
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static byte[] unpacked(Request request, int status, byte[] bytes) throws ZosmfException {
        String why;
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            byte[] unpacked = in.readNBytes(MOST_BYTES + 1);
            if (unpacked.length <= MOST_BYTES) {
                return unpacked;
            }
            why = "the answer is longer than " + MOST_BYTES + " bytes";
        } catch (IOException e) {
            why = "the answer cannot be unpacked: " + e.getMessage();
        }
        throw ZosmfException.answered(
                request.isQuestion() ? Reason.ANSWER : Reason.UNKNOWN,
                status,
                ErrorCodes.NONE,
                request.title() + ": " + why);
    }

    /** Counts what passes through. */
    private static final class Bounded implements BodySubscriber<byte[]> {

        private final BodySubscriber<byte[]> inner;
        private Flow.Subscription subscription;
        private long received;

        Bounded(BodySubscriber<byte[]> inner) {
            this.inner = inner;
        }

        @Override
        public CompletionStage<byte[]> getBody() {
            return inner.getBody();
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
            inner.onSubscribe(given);
        }

        @Override
        public void onNext(List<ByteBuffer> parts) {
            for (ByteBuffer part : parts) {
                received += part.remaining();
            }
            if (received > MOST_BYTES) {
                subscription.cancel();
                inner.onError(new IOException("the answer is longer than " + MOST_BYTES + " bytes"));
                return;
            }
            inner.onNext(parts);
        }

        @Override
        public void onError(Throwable failure) {
            inner.onError(failure);
        }

        @Override
        public void onComplete() {
            inner.onComplete();
        }
    }
}
