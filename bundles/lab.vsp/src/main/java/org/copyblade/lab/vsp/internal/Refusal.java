package org.copyblade.lab.vsp.internal;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A request that is answered with an error object, or a job that ends with one. */
final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String messageId;
    private final boolean repeatable;
    private final String ssb;

    private Refusal(int status, String messageId, boolean repeatable, String ssb, String message) {
        super(message);
        this.status = status;
        this.messageId = messageId;
        this.repeatable = repeatable;
        this.ssb = ssb;
    }

    /** By the server, before the array heard of it. */
    static Refusal of(int status, String messageId, String message) {
        return new Refusal(status, messageId, false, "", message);
    }

    /** The same, where it may go better later. */
    static Refusal busy(int status, String messageId, String message) {
        return new Refusal(status, messageId, true, "", message);
    }

    /** By the array; its job fails. */
    static Refusal byArray(String ssb, String message) {
        return new Refusal(500, Codes.ARRAY, false, ssb, message);
    }

    static Refusal malformed(String why) {
        return of(400, Codes.NOT_SUPPORTED, why);
    }

    static Refusal missing(String what) {
        return of(404, Codes.NO_OBJECT, what + " does not exist.");
    }

    int status() {
        return status;
    }

    String messageId() {
        return messageId;
    }

    boolean isByArray() {
        return !ssb.isEmpty();
    }

    /** The error object. */
    ObjectNode document(String source) {
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("errorSource", source)
                .put("messageId", messageId)
                .put("message", getMessage())
                .put("cause", isByArray() ? "A command ended with an error." : "The request cannot be carried out.")
                .put("solution", repeatable ? "Send the request again later." : "Check the request and the volumes.")
                .put("solutionType", repeatable ? "RETRY" : "SEE_ERROR_DETAIL");
        if (isByArray()) {
            node.putObject("errorCode").put("SSB1", ssb.substring(0, 4)).put("SSB2", ssb.substring(5));
            node.put("detailCode", messageId.substring(4) + "-0");
        }
        return node;
    }
}
