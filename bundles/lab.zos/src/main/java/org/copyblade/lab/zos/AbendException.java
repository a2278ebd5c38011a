package org.copyblade.lab.zos;

/** A program ends abnormally; the remaining steps of its job do not run. */
public final class AbendException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String code;

    /** @param code {@code S} and three hexadecimal digits for the system's, {@code U} and four digits for a program's own */
    public AbendException(String code, String message) {
        super(message);
        if (!code.matches("S[0-9A-F]{3}|U[0-9]{4}")) {
            throw new IllegalArgumentException("'" + code + "' is no abend code");
        }
        this.code = code;
    }

    public String code() {
        return code;
    }
}
