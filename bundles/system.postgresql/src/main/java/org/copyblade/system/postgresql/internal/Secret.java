package org.copyblade.system.postgresql.internal;

/** A password; never shows itself in a log or an error. */
record Secret(String text) {

    @Override
    public String toString() {
        return "***";
    }
}
