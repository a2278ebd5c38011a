package org.copyblade.zosmf;

import java.util.Objects;

/**
 * A request that was not answered with success. Carries text only, no foreign exception: a stopped bundle leaves nothing
 * behind.
 */
public final class ZosmfException extends Exception {

    private static final long serialVersionUID = 1L;

    /** What the caller may do now. */
    public enum Recovery {
        /** Asking again changes nothing. Nothing has happened. */
        FIX_REQUEST,
        /** Nothing has happened; the same call may succeed later. */
        RETRY,
        /** It may have happened: ask before anything else. */
        LOOK_FIRST,
        /** Somebody must look. */
        ASK_OPERATOR
    }

    /** What went wrong. */
    public enum Reason {
        /** A configuration value cannot be used, or the password cannot be read. */
        CONFIG(Recovery.FIX_REQUEST, "correct the configuration of the endpoint"),
        /** User or password are refused, or a fresh token is. */
        CREDENTIALS(
                Recovery.FIX_REQUEST,
                "correct 'user' and 'password.file'; a user that was refused often enough is revoked, see RACF"),
        /** The user may not do this. */
        RIGHTS(Recovery.FIX_REQUEST, "give the user the rights that the page of the adapter names"),
        /** The certificate is not the expected one, expired, or not issued by the expected authority. */
        CERTIFICATE(
                Recovery.FIX_REQUEST,
                "compare with the certificate of the z/OSMF server; renew it there, then set 'certificate.sha256' or 'ca.file'"),
        /** Nothing answers at the address. */
        DOWN(Recovery.RETRY, "see whether the z/OSMF server is started, and 'host' and 'port'"),
        /** The time of the call was over before anything was sent. */
        TOO_LATE(Recovery.RETRY, "give it more time"),
        /** No answer, or half an answer, and nobody knows what became of the request. */
        UNKNOWN(Recovery.LOOK_FIRST, "ask what became of it; see the z/OSMF server and the way to it"),
        /** A question got no answer. */
        ANSWER(Recovery.RETRY, "see the z/OSMF server and the way to it"),
        /** What was named does not exist, or not any more. */
        GONE(Recovery.FIX_REQUEST, "it does not exist, or was purged or deleted"),
        /** It was changed by somebody else in between. */
        CHANGED(Recovery.LOOK_FIRST, "read it again"),
        /** z/OSMF answered that it did not do it. */
        REFUSED(Recovery.ASK_OPERATOR, "look the message up");

        private final Recovery recovery;
        private final String hint;

        Reason(Recovery recovery, String hint) {
            this.recovery = recovery;
            this.hint = hint;
        }
    }

    private final Reason reason;
    private final int status;
    private final ErrorCodes codes;

    ZosmfException(Reason reason, int status, ErrorCodes codes, String text) {
        super(Objects.requireNonNull(text, "text"));
        this.reason = Objects.requireNonNull(reason, "reason");
        this.status = status;
        this.codes = Objects.requireNonNull(codes, "codes");
    }

    /** There was no answer, or nothing was sent. */
    public static ZosmfException of(Reason reason, String text) {
        return new ZosmfException(reason, 0, ErrorCodes.NONE, text);
    }

    /** z/OSMF answered this. */
    public static ZosmfException answered(Reason reason, int status, ErrorCodes codes, String text) {
        return new ZosmfException(reason, status, codes, text);
    }

    public Reason reason() {
        return reason;
    }

    /** Stable short code, for example {@code ZOSMF-DOWN}. */
    public String code() {
        return "ZOSMF-" + reason.name().replace('_', '-');
    }

    /** What to look at. */
    public String hint() {
        return reason.hint;
    }

    /** What the caller may do. */
    public Recovery recovery() {
        return reason.recovery;
    }

    /** Whether the request may have been carried out all the same. */
    public boolean maybeDone() {
        return reason == Reason.UNKNOWN;
    }

    /** The HTTP status, 0 if there was no answer. */
    public int status() {
        return status;
    }

    /** The server's own numbers for the error. */
    public ErrorCodes codes() {
        return codes;
    }

    /**
     * Numbers of an error document. Those of jobs and of files differ: see "Error reporting categories" of both interfaces.
     *
     * @param category 0 if the document has none
     * @param returnCode of the service
     * @param reasonCode of the service
     */
    public record ErrorCodes(int category, int returnCode, int reasonCode) {
        /** No document. */
        public static final ErrorCodes NONE = new ErrorCodes(0, 0, 0);
    }
}
