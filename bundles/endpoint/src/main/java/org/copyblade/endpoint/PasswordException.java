package org.copyblade.endpoint;

/** There is no password to be had; the message says why and how to cure it. */
public final class PasswordException extends Exception {
    private static final long serialVersionUID = 1L;

    public PasswordException(String message) {
        super(message);
    }
}
