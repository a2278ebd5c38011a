package org.copyblade.system.spi;

import java.util.Objects;

/**
 * The only error an adapter throws. It carries no foreign exception: a stopped bundle must leave nothing behind.
 *
 * <p>Text: what failed on what and why, lower case, no full stop. Hint: what to look at or to run.
 */
public final class SystemException extends Exception {

    private static final long serialVersionUID = 1L;

    /** What the manager may do now. */
    public enum Recovery {
        /** The request is wrong; asking again changes nothing. Nothing has happened. */
        FIX_REQUEST,
        /** Nothing has happened; the same call may succeed later. */
        RETRY,
        /** It may have happened: assume the worse and ask. */
        LOOK_FIRST,
        /** Somebody must look at the system. */
        ASK_OPERATOR
    }

    private final String code;
    private final String hint;
    private final Recovery recovery;

    /**
     * An error.
     *
     * @param code stable short code of the adapter, for example {@code PG-DOWN}
     * @param text what failed on what and why
     * @param hint what to look at
     * @param recovery what the manager may do
     */
    public SystemException(String code, String text, String hint, Recovery recovery) {
        super(Objects.requireNonNull(text, "text"));
        this.code = Objects.requireNonNull(code, "code");
        this.hint = Objects.requireNonNull(hint, "hint");
        this.recovery = Objects.requireNonNull(recovery, "recovery");
    }

    public String code() {
        return code;
    }

    public String hint() {
        return hint;
    }

    public Recovery recovery() {
        return recovery;
    }
}
