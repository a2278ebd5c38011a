package org.copyblade.manager.internal.blade;

import java.util.Objects;
import org.copyblade.blade.spi.BladeInfo;

/**
 * Which blade is meant.
 *
 * @param technology as profiles write it
 * @param endpoint of the blade; empty: any endpoint of the technology
 */
public record BladeName(String technology, String endpoint) {

    public BladeName {
        Objects.requireNonNull(technology, "technology");
        Objects.requireNonNull(endpoint, "endpoint");
    }

    /** Reads {@code technology} or {@code technology@endpoint}. */
    public static BladeName parse(String text) {
        int at = text.indexOf('@');
        return at < 0
                ? new BladeName(text.trim(), "")
                : new BladeName(
                        text.substring(0, at).trim(), text.substring(at + 1).trim());
    }

    /** The exact name of a blade. */
    public static BladeName of(BladeInfo info) {
        return new BladeName(info.technology(), info.endpoint());
    }

    /** Whether a blade of this technology and endpoint is meant. */
    public boolean fits(String otherTechnology, String otherEndpoint) {
        return technology.equals(otherTechnology) && (endpoint.isEmpty() || endpoint.equals(otherEndpoint));
    }

    @Override
    public String toString() {
        return endpoint.isEmpty() ? technology : technology + "@" + endpoint;
    }
}
