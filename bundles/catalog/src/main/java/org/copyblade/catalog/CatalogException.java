package org.copyblade.catalog;

import java.util.Objects;

/** The catalog could not do what was asked. Carries no foreign exception. */
public final class CatalogException extends Exception {

    private static final long serialVersionUID = 1L;

    /** What kind of failure. */
    public enum Reason {
        /** It could not be read or written: disk full, rights, connection. */
        FAILED,
        /** It is damaged, torn, or not a catalog of ours. */
        ALIEN,
        /** Another manager has it. */
        IN_USE
    }

    private final Reason reason;

    /**
     * A failure.
     *
     * @param text what failed on what and why, lower case, no full stop
     */
    public CatalogException(Reason reason, String text) {
        super(Objects.requireNonNull(text, "text"));
        this.reason = Objects.requireNonNull(reason, "reason");
    }

    public Reason reason() {
        return reason;
    }
}
