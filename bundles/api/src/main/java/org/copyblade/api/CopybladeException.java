package org.copyblade.api;

import java.util.List;
import java.util.Objects;

/**
 * The one error that services of this package throw: code, what failed on what and why, hint, and the findings that led to
 * it. Carries no foreign exception.
 */
public final class CopybladeException extends Exception {

    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final transient List<Finding> findings;

    /** An error with the general hint of its code. */
    public CopybladeException(ErrorCode code, String text) {
        this(code, text, List.of());
    }

    /**
     * An error.
     *
     * @param text what failed on what and why, lower case, no full stop
     * @param findings that forbid the work; may be empty
     */
    public CopybladeException(ErrorCode code, String text, List<Finding> findings) {
        super(Objects.requireNonNull(text, "text"));
        this.code = Objects.requireNonNull(code, "code");
        this.findings = List.copyOf(findings);
    }

    public ErrorCode code() {
        return code;
    }

    public List<Finding> findings() {
        return findings == null ? List.of() : findings;
    }

    /** The line for people, followed by the line with the hint. */
    public String forPeople() {
        return code.id() + " " + getMessage() + System.lineSeparator() + "HINT: " + code.hint();
    }
}
