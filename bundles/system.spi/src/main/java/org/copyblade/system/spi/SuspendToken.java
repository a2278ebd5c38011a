package org.copyblade.system.spi;

import java.util.Objects;

/**
 * Stands for one armed suspension: enough to resume it from anywhere on this host.
 *
 * @param system name of the system
 * @param epoch fencing number
 * @param version of the form of {@code data}
 * @param data opaque, at most 4 KiB, no secrets
 */
public record SuspendToken(String system, long epoch, int version, String data) {

    public SuspendToken {
        Objects.requireNonNull(system, "system");
        Objects.requireNonNull(data, "data");
        if (data.length() > 4096) {
            throw new IllegalArgumentException("a suspend token holds at most 4096 characters");
        }
    }
}
