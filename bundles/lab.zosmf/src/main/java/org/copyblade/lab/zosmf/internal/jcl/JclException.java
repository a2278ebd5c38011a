package org.copyblade.lab.zosmf.internal.jcl;

/** The JCL cannot be run; the message is what JES prints. */
public final class JclException extends Exception {
    private static final long serialVersionUID = 1L;

    /** @param statement its number in the listing, 0 for the job as a whole */
    public JclException(int statement, String message) {
        super(statement == 0 ? message : "%3d %s".formatted(statement, message));
    }
}
