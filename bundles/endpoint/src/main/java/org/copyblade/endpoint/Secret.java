package org.copyblade.endpoint;

import java.util.Objects;

/** A password or token; never shows itself in a log or an error. */
public record Secret(String text) {

    public Secret {
        Objects.requireNonNull(text, "text");
    }

    @Override
    public String toString() {
        return "***";
    }
}
