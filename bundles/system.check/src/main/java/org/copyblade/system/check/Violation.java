package org.copyblade.system.check;

/** A rule is broken; the message says how. */
final class Violation extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Violation(String text) {
        super(text);
    }
}
