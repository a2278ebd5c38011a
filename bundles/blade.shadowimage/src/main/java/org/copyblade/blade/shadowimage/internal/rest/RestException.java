package org.copyblade.blade.shadowimage.internal.rest;

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
        /** User or password are refused, or the token of a fresh session is. */
        CREDENTIALS,
        /** The certificate of the endpoint is not the expected one, expired, or not issued by the expected authority. */
        CERTIFICATE,
        /** Nothing answers at the address. */
        UNREACHABLE,
        /** The deadline of the call had passed, or nobody wanted the result, before the request was sent. */
        TOO_LATE,
        /** No answer came in time. */
        TIMEOUT,
        /** Nobody wanted the result any more. */
        CANCELLED,
        /** The connection broke before the answer was complete. */
        BROKEN,
        /** The storage answered that it did not do it. */
        REFUSED,
        /** HTTP 503: the service is temporarily not available. */
        UNAVAILABLE,
        /** The storage has as many sessions as it takes; the request was not sent. */
        SESSIONS,
        /** Another session has locked the resource group, or the server is busy: nothing was done. */
        LOCKED,
        /** The answer is not in the documented form. */
        NOT_UNDERSTOOD
    }

    /** Of the error table of the reference: the named object does not exist. */
    private static final String GONE = "KART30013-E";

    private final Reason reason;
    private final int status;
    private final String serverCode;
    private final boolean maybeDone;

    private RestException(Reason reason, int status, String serverCode, boolean maybeDone, String text) {
        super(Objects.requireNonNull(text, "text"));
        this.reason = Objects.requireNonNull(reason, "reason");
        this.status = status;
        this.serverCode = Objects.requireNonNull(serverCode, "serverCode");
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

    /** The storage answered that it did nothing. */
    static RestException refused(Reason reason, int status, String serverCode, String text) {
        return new RestException(reason, status, serverCode, false, text);
    }

    /** The storage answered, and something may have been done all the same: a job may fail half way. */
    static RestException failed(Reason reason, int status, String serverCode, String text) {
        return new RestException(reason, status, serverCode, true, text);
    }

    public Reason reason() {
        return reason;
    }

    /** The HTTP status, 0 if there was no answer. */
    public int status() {
        return status;
    }

    /** The storage's own code of the error, empty if it gave none. */
    public String serverCode() {
        return serverCode;
    }

    /** Whether the request may have been carried out all the same. */
    public boolean maybeDone() {
        return maybeDone;
    }

    /** Whether the storage says that what was named does not exist. */
    public boolean isGone() {
        return status == 404 || GONE.equals(serverCode);
    }
}
