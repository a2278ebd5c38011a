package org.copyblade.blade.flashcopy.internal.array;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * A logical subsystem (LSS).
 *
 * @param id two hex digits
 * @param type {@code fb} or {@code ckd}
 * @param freezeTimer {@code extended_long_busy_time}; the reference shows it for CKD only
 */
public record Subsystem(String id, String type, Optional<Duration> freezeTimer) {

    public Subsystem {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(freezeTimer, "freezeTimer");
    }
}
