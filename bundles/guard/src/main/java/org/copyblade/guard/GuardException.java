package org.copyblade.guard;

/** The guards could not be armed, or the server could not be stopped; the server is running. */
public final class GuardException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String hint;

    /**
     * @param text what failed, on what, why
     * @param hint what to look at or run
     */
    public GuardException(String text, String hint) {
        super(text);
        this.hint = hint;
    }

    /** What the operator should look at or run. */
    public String hint() {
        return hint;
    }
}
