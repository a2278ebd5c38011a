package org.copyblade.system.spi;

import java.time.Duration;
import java.util.Objects;

/**
 * The system is ready for a short window.
 *
 * @param checkpoint time that the system's own checkpoint took
 * @param writeBack time that writing back took
 * @param dirtyBytes bytes of the host still unwritten, as measured last
 */
public record Settled(Duration checkpoint, Duration writeBack, long dirtyBytes) {

    public Settled {
        Objects.requireNonNull(checkpoint, "checkpoint");
        Objects.requireNonNull(writeBack, "writeBack");
    }
}
