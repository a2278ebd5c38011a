package org.copyblade.blade.spi;

import java.util.Objects;

/**
 * Something the operator should know before a copy is made.
 *
 * @param severity whether it forbids the copy
 * @param subject the member, volume, target or option concerned
 * @param text what is found, lower case, no full stop
 * @param hint what to look at or to do
 */
public record BladeFinding(Severity severity, String subject, String text, String hint) {

    /** Whether a finding forbids the copy. */
    public enum Severity {
        ERROR,
        WARNING,
        NOTE
    }

    public BladeFinding {
        Objects.requireNonNull(severity, "severity");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(hint, "hint");
    }

    /** A finding that forbids the copy. */
    public static BladeFinding error(String subject, String text, String hint) {
        return new BladeFinding(Severity.ERROR, subject, text, hint);
    }

    /** A finding that the operator should weigh. */
    public static BladeFinding warning(String subject, String text, String hint) {
        return new BladeFinding(Severity.WARNING, subject, text, hint);
    }

    /** A fact worth showing. */
    public static BladeFinding note(String subject, String text) {
        return new BladeFinding(Severity.NOTE, subject, text, "");
    }
}
