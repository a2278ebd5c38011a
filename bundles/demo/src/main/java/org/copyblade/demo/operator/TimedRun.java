package org.copyblade.demo.operator;

import java.time.Duration;
import org.copyblade.api.BackupId;
import org.copyblade.api.Run;

/**
 * A run that ended well, with the times its caller saw.
 *
 * @param run at its end
 * @param beganNanos when it was asked for, {@link System#nanoTime()}
 * @param endedNanos when its end was seen
 */
public record TimedRun(Run run, long beganNanos, long endedNanos) {

    public Duration total() {
        return Duration.ofNanos(endedNanos - beganNanos);
    }

    /** The backup it took, restored or checked. */
    public BackupId backup() {
        return run.backup().orElseThrow(() -> new IllegalStateException(run.id() + " names no backup"));
    }
}
