package org.copyblade.lab.zosmf.internal.dss;

/** A task cannot go on; the message says why. */
final class TaskException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String id;

    /** @param id of the message, with its severity letter */
    TaskException(String id, String message) {
        super(message);
        this.id = id;
    }

    String id() {
        return id;
    }
}
