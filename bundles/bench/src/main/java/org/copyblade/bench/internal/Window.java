package org.copyblade.bench.internal;

import java.time.Duration;
import java.util.List;
import org.copyblade.api.Backup;
import org.copyblade.api.Evidence;

/**
 * The window of one backup, from its record and evidence.
 *
 * @param whole how long the system was held
 * @param storage the longest of the storage's own times in it
 */
record Window(Duration whole, Duration storage) {

    private static final String STORAGE_TIME = "storage's own time";

    /** The window of a backup that held the system. */
    static Window of(Backup backup, Evidence evidence) {
        return of(
                Duration.ofNanos(1000
                        * backup.windowMicros()
                                .orElseThrow(
                                        () -> new IllegalStateException(backup.id() + " did not hold the system"))),
                evidence);
    }

    static Window of(Duration whole, Evidence evidence) {
        List<Duration> times = evidence.facts().stream()
                .filter(fact -> fact.name().equals(STORAGE_TIME))
                .map(fact -> milliseconds(fact.value()))
                .toList();
        if (times.isEmpty()) {
            throw new IllegalStateException("the evidence of " + evidence.backup() + " has no " + STORAGE_TIME);
        }
        return new Window(whole, times.stream().max(Duration::compareTo).orElseThrow());
    }

    /** What the manager, the guards and the system's adapter add to the storage's time. */
    Duration own() {
        return whole.minus(storage);
    }

    /** {@code 12.345 ms}. */
    private static Duration milliseconds(String text) {
        return Duration.ofNanos(Math.round(Double.parseDouble(text.substring(0, text.indexOf(' '))) * 1e6));
    }
}
