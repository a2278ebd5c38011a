package org.copyblade.api;

import java.util.Objects;

/**
 * Something a check found.
 *
 * @param check number of the check it belongs to, as in {@code docs/CHECKS.md}
 * @param severity whether it forbids the work
 * @param subject volume, data set, option or system concerned
 * @param text what is found, lower case, no full stop
 * @param hint what to look at or to do; may be empty for notes
 */
public record Finding(int check, Severity severity, String subject, String text, String hint) {

    /** Whether a finding forbids the work. */
    public enum Severity {
        ERROR,
        WARNING,
        NOTE
    }

    public Finding {
        Objects.requireNonNull(severity, "severity");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(hint, "hint");
    }
}
