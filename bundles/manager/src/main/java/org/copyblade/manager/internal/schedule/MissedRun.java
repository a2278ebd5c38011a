package org.copyblade.manager.internal.schedule;

import java.time.Instant;
import java.util.Objects;

/**
 * A scheduled start that did not happen, and no later one has since.
 *
 * @param profile whose schedule it is
 * @param due when it should have been
 * @param reason why it was not, lower case, no full stop
 */
public record MissedRun(String profile, Instant due, String reason) {

    public MissedRun {
        Objects.requireNonNull(profile, "profile");
        Objects.requireNonNull(due, "due");
        Objects.requireNonNull(reason, "reason");
    }
}
