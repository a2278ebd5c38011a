package org.copyblade.lab.zosmf.internal.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A request that is answered with an error document. */
final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;
    /** Category of the services for jobs and data sets: the service refuses. */
    private static final int JOBS_SERVICE = 6;

    private static final int FILES_SERVICE = 1;
    private static final int CLIENT = 4;

    private final int status;
    private final int category;
    private final int code;
    private final int reason;
    private final boolean console;

    private Refusal(int status, int category, int code, int reason, String message, boolean console) {
        super(message);
        this.status = status;
        this.category = category;
        this.code = code;
        this.reason = reason;
        this.console = console;
    }

    /** Of the services for jobs. */
    static Refusal jobs(int status, int reason, String message) {
        return new Refusal(status, JOBS_SERVICE, CLIENT, reason, message, false);
    }

    /** Of the services for data sets. */
    static Refusal files(int status, int reason, String message) {
        return new Refusal(status, FILES_SERVICE, CLIENT, reason, message, false);
    }

    /** Of the services for consoles, whose documents have another form. */
    static Refusal console(int status, int reason, String message) {
        return new Refusal(status, 0, 1, reason, message, true);
    }

    /** Before any service: who asks, or for what, is not known. */
    static Refusal unknown(int status, String message) {
        return new Refusal(status, JOBS_SERVICE, CLIENT, 0, message, false);
    }

    int status() {
        return status;
    }

    ObjectNode document() {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        if (console) {
            return document.put("return-code", code).put("reason-code", reason).put("reason", getMessage());
        }
        document.put("category", category).put("rc", code).put("reason", reason).put("message", getMessage());
        return document;
    }
}
