package org.copyblade.blade.spi;

import java.util.Objects;
import java.util.Optional;

/**
 * The only error a blade throws. It carries no foreign exception: a stopped bundle must leave nothing behind.
 *
 * <p>Text: what failed on what and why, lower case, no full stop. Hint: what to look at or to run.
 */
public final class BladeException extends Exception {

    private static final long serialVersionUID = 1L;

    /** What the manager may do now. */
    public enum Recovery {
        /** The request is wrong; asking again changes nothing. Nothing has happened. */
        FIX_REQUEST,
        /** Nothing has happened; the same call may succeed later. */
        RETRY,
        /** It may have happened: ask with query before anything else. */
        LOOK_FIRST,
        /** Somebody must look at the storage. */
        ASK_OPERATOR
    }

    private final String code;
    private final String hint;
    private final Recovery recovery;
    private final transient Optional<Binding> binding;

    /**
     * An error.
     *
     * @param code stable short code of the blade, for example {@code REFLINK-NOSPACE}
     * @param text what failed on what and why
     * @param hint what to look at
     * @param recovery what the manager may do
     */
    public BladeException(String code, String text, String hint, Recovery recovery) {
        this(code, text, hint, recovery, Optional.empty());
    }

    private BladeException(String code, String text, String hint, Recovery recovery, Optional<Binding> binding) {
        super(Objects.requireNonNull(text, "text"));
        this.code = Objects.requireNonNull(code, "code");
        this.hint = Objects.requireNonNull(hint, "hint");
        this.recovery = Objects.requireNonNull(recovery, "recovery");
        this.binding = binding;
    }

    /** The same error of an establish that leaves something to be known: a binding to be kept in place of the older one. */
    public BladeException keeping(Binding newest) {
        return new BladeException(code, getMessage(), hint, recovery, Optional.of(newest));
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

    /** The binding to be kept from now on; empty: the older one stays. */
    public Optional<Binding> binding() {
        return binding == null ? Optional.empty() : binding;
    }
}
