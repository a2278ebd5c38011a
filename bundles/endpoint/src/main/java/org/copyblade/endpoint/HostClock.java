package org.copyblade.endpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** Time of this host, such that another process, or this one after an upgrade, can measure on. Any thread. */
public interface HostClock {

    /** A moment now. */
    Moment now();

    /** The clock of this host. */
    static HostClock system() {
        return () -> new Moment(bootId(), System.nanoTime(), Instant.now());
    }

    /**
     * The monotonic clock begins anew at every boot of Linux and is the same for all its processes. Elsewhere nothing is
     * known of other processes, and no time is comparable.
     */
    private static String bootId() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
        } catch (IOException e) {
            return "";
        }
    }
}
