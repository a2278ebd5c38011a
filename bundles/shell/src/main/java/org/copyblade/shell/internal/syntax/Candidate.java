package org.copyblade.shell.internal.syntax;

import java.util.Objects;

/**
 * What a word may be completed to.
 *
 * @param text the whole word
 * @param description one line; may be empty
 */
public record Candidate(String text, String description) {
    public Candidate {
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(description, "description");
    }
}
