package org.copyblade.lab.ims.internal.member;

/** A member cannot be started; the message is for the console. */
public final class RestartFailure extends Exception {
    private static final long serialVersionUID = 1L;

    public RestartFailure(String message) {
        super(message);
    }
}
