package org.copyblade.lab.ims.internal.log;

/** No online log data set is free; nothing was logged. It is tried again when one has been archived. */
public final class OldsShortage extends Exception {
    private static final long serialVersionUID = 1L;

    public OldsShortage(String message) {
        super(message);
    }
}
