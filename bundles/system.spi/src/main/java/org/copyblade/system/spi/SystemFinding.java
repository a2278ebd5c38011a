package org.copyblade.system.spi;

import java.util.Objects;

/**
 * Something the operator should know of a system.
 *
 * @param severity whether it forbids a backup
 * @param subject data set, path or setting concerned
 * @param text what is found, lower case, no full stop
 * @param hint what to look at or to do
 */
public record SystemFinding(Severity severity, String subject, String text, String hint) {

    /** Whether a finding forbids a backup. */
    public enum Severity {
        ERROR,
        /**
         * Something writes that the adapter cannot hold: forbids a backup that relies on the system being held or down, and
         * endangers any other.
         */
        NOT_HELD,
        WARNING,
        NOTE
    }

    public SystemFinding {
        Objects.requireNonNull(severity, "severity");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(hint, "hint");
    }
}
