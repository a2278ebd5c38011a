package org.copyblade.lab.ims;

/** The group of the laboratory cannot do what it was asked; the message says why. */
public final class ImsException extends Exception {
    private static final long serialVersionUID = 1L;

    public ImsException(String message) {
        super(message);
    }
}
