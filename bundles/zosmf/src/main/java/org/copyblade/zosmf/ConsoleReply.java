package org.copyblade.zosmf;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a console answered to a command at first.
 *
 * @param lines of the response that were there within some three seconds; none if the system was slower
 * @param key for {@link Console#more}
 * @param solicitedSeen whether the keyword of the command was among the lines; empty if none was given or nothing is said
 * @param detection for {@link Console#detection}; empty if no unsolicited message is looked for, or its verdict is here
 * @param detected verdict on the unsolicited message, if the command waited for it
 */
public record ConsoleReply(
        List<String> lines,
        String key,
        Optional<Boolean> solicitedSeen,
        String detection,
        Optional<Detection> detected) {

    public ConsoleReply {
        lines = List.copyOf(lines);
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(solicitedSeen, "solicitedSeen");
        Objects.requireNonNull(detection, "detection");
        Objects.requireNonNull(detected, "detected");
    }
}
