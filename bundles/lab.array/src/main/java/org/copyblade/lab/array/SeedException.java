package org.copyblade.lab.array;

/** A seed file, or the directory it is put on, cannot be used; the message names file, key, value and cure. */
public final class SeedException extends Exception {
    private static final long serialVersionUID = 1L;

    public SeedException(String message) {
        super(message);
    }
}
