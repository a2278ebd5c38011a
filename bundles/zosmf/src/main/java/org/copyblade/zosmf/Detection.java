package org.copyblade.zosmf;

import java.util.List;
import java.util.Objects;

/**
 * Whether a message was seen.
 *
 * @param state verdict
 * @param lines of the message, none unless detected
 */
public record Detection(State state, List<String> lines) {

    /** Verdict on an unsolicited message. */
    public enum State {
        WAITING,
        DETECTED,
        EXPIRED
    }

    public Detection {
        Objects.requireNonNull(state, "state");
        lines = List.copyOf(lines);
    }
}
