package org.copyblade.lab.zosmf.internal.dss;

import java.util.List;
import java.util.Optional;

/**
 * What {@code WAIT(seconds,times)} says of a data set that somebody else holds. Without it there is one try.
 *
 * @param pauseMs between two tries, in milliseconds
 * @param times how often it is tried again
 */
record Retries(long pauseMs, int times) {

    static Retries of(Command command) throws TaskException {
        Optional<Node> wait = command.keyword("WAIT");
        if (wait.isEmpty()) {
            return new Retries(0, 0);
        }
        List<String> words = wait.get().words();
        if (words.size() != 2 || !words.stream().allMatch(it -> it.matches("[0-9]{1,3}"))) {
            throw new TaskException("ADR118E", "WAIT" + words + " IS NOT SECONDS AND TIMES");
        }
        return new Retries(1_000L * Integer.parseInt(words.get(0)), Integer.parseInt(words.get(1)));
    }
}
