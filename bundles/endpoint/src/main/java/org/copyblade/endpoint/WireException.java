package org.copyblade.endpoint;

import java.util.Objects;

/** A request that got no answer. Carries text only, no foreign exception: a stopped bundle leaves nothing behind. */
public final class WireException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Why there is no answer. */
    public enum Cause {
        /** The end of the call had come, or nobody wanted the result, before the request was sent. */
        TOO_LATE(false),
        /** All connections were in use until the time of the request was over; it was not sent. */
        BUSY(false),
        /** The certificate is not the expected one, expired, or not issued by the expected authority. */
        CERTIFICATE(false),
        /** Nothing answers at the address. */
        UNREACHABLE(false),
        /** No answer came in time. */
        TIMEOUT(true),
        /** Nobody wanted the result any more. */
        CANCELLED(true),
        /** The connection broke before the answer was complete. */
        BROKEN(true);

        private final boolean maybeDone;

        Cause(boolean maybeDone) {
            this.maybeDone = maybeDone;
        }

        /** Whether the request may have been carried out all the same. */
        public boolean maybeDone() {
            return maybeDone;
        }
    }

    private final Cause why;

    WireException(Cause why, String text) {
        super(Objects.requireNonNull(text, "text"));
        this.why = Objects.requireNonNull(why, "why");
    }

    public Cause why() {
        return why;
    }
}
