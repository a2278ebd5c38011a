package org.copyblade.lab.zosmf.internal.jes;

/** A step cannot begin; the message is what JES prints, and the rest of the job does not run. */
final class AllocationException extends Exception {
    private static final long serialVersionUID = 1L;

    AllocationException(String message) {
        super(message);
    }
}
