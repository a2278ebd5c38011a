package org.copyblade.blade.spi;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * What a blade must remember of a group: opaque to the manager, which stores it durably and hands it back.
 *
 * @param version of the form of {@code data}; a blade reads every version it or an older release has written
 * @param data at most {@value #MAX_BYTES} bytes of UTF-8, no secrets
 */
public record Binding(int version, String data) {

    /** Largest size of {@code data}. */
    public static final int MAX_BYTES = 1 << 18;

    public Binding {
        Objects.requireNonNull(data, "data");
        if (data.length() > MAX_BYTES || data.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            throw new IllegalArgumentException("a binding holds at most " + MAX_BYTES + " bytes");
        }
    }
}
