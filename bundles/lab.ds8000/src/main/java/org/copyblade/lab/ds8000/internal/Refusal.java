package org.copyblade.lab.ds8000.internal;

/** A request that is answered with an error document. */
final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    Refusal(int status, String code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }

    /** There is no such thing, though the request is well formed. */
    static Refusal missing(String what) {
        return new Refusal(404, Codes.MISSING, what + " does not exist");
    }

    /** What the request says makes no sense. */
    static Refusal malformed(String why) {
        return new Refusal(400, Codes.MALFORMED, why);
    }
}
