package org.copyblade.blade.timefinder.internal.rest;

import java.util.Locale;
import java.util.Objects;

/**
 * A request that was not answered with success. Carries text only, no foreign exception: a stopped bundle leaves nothing
 * behind.
 */
public final class RestException extends Exception {

    private static final long serialVersionUID = 1L;

    /** What went wrong. */
    public enum Reason {
        /** The password cannot be read. */
        PASSWORD_FILE,
        /** User or password are refused. */
        CREDENTIALS,
        /** The certificate of the endpoint is not the expected one, expired, or not issued by the expected authority. */
        CERTIFICATE,
        /** Nothing answers at the address. */
        UNREACHABLE,
        /** The deadline of the call had passed, or nobody wanted the result, before the request was sent. */
        TOO_LATE,
        /** The endpoint speaks no version of the API that is known here. */
        VERSION,
        /** No answer came in time. */
        TIMEOUT,
        /** Nobody wanted the result any more. */
        CANCELLED,
        /** The connection broke, or a list expired, before the answer was complete. */
        BROKEN,
        /** The storage answered that it did not do it. */
        REFUSED,
        /** HTTP 503: the service is temporarily not available. */
        UNAVAILABLE,
        /** The answer is not in the documented form. */
        NOT_UNDERSTOOD
    }

    private final Reason reason;
    private final int status;
    private final String message;
    private final boolean maybeDone;

    private RestException(Reason reason, int status, String message, boolean maybeDone, String text) {
        super(Objects.requireNonNull(text, "text"));
        this.reason = Objects.requireNonNull(reason, "reason");
        this.status = status;
        this.message = Objects.requireNonNull(message, "message");
        this.maybeDone = maybeDone;
    }

    /** The storage has certainly not acted. */
    public static RestException notSent(Reason reason, String text) {
        return new RestException(reason, 0, "", false, text);
    }

    /** The request went out, and nobody knows what came of it. */
    public static RestException unknown(Reason reason, String text) {
        return new RestException(reason, 0, "", true, text);
    }

    /** The storage answered. */
    static RestException answered(Reason reason, int status, String message, String text) {
        boolean maybeDone = reason == Reason.UNAVAILABLE || reason == Reason.NOT_UNDERSTOOD;
        return new RestException(reason, status, message, maybeDone, text);
    }

    public Reason reason() {
        return reason;
    }

    /** The HTTP status, 0 if there was no answer. */
    public int status() {
        return status;
    }

    /** The API has no codes: a reason is told by words of its message, whatever their case. */
    public boolean says(String words) {
        return message.toLowerCase(Locale.ROOT).contains(words.toLowerCase(Locale.ROOT));
    }

    /** Whether the request may have been carried out all the same. */
    public boolean maybeDone() {
        return maybeDone;
    }

    /** Whether the server says that what was named does not exist. */
    public boolean isGone() {
        return status == 404
                || says("No snapshot information found")
                || says("No snapshot was found")
                || says("not found for");
    }

    /** Whether what was asked for is so already. */
    public boolean isDoneAlready() {
        return says("already in the desired state") || says("No link target was found");
    }
}
