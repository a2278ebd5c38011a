package org.copyblade.system.check;

/** A rule cannot be tried here; the message says why. */
final class NotApplicable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NotApplicable(String why) {
        super(why);
    }
}
