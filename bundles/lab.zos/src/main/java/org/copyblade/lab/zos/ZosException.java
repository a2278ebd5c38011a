package org.copyblade.lab.zos;

/** The image refuses or cannot do what it was asked; programs give each reason the message of theirs. */
public final class ZosException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Why. */
    public enum Reason {
        /** No such data set, device or volume. */
        NOT_FOUND,
        /** There is one of that name already. */
        EXISTS,
        /** Somebody else holds the name. */
        IN_USE,
        /** Not enough tracks, or no free entry in VTOC or catalog. */
        NO_SPACE,
        /** Catalog and VTOC contradict each other. */
        INCONSISTENT,
        /** A value that makes no sense whatever is there. */
        INVALID,
        /** The array refused. */
        IO
    }

    private final Reason reason;

    public ZosException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
