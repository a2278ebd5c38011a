package org.copyblade.system.postgresql.internal.connection;

/** A password; never shows itself in a log or an error. */
public record Secret(String text) {

    @Override
    public String toString() {
        return "***";
    }
}
