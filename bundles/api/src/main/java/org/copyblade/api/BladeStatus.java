package org.copyblade.api;

import java.util.Objects;

/**
 * One blade, or one bundle that could be one.
 *
 * @param technology as profiles write it
 * @param endpoint it drives; empty: installed, no endpoint
 * @param version of the blade
 * @param bundle symbolic name and version of its bundle
 * @param grain volume or data set
 * @param reach how far one instant holds
 * @param hold how the storage can hold writes
 * @param leases calls under way
 */
public record BladeStatus(
        String technology,
        String endpoint,
        String version,
        String bundle,
        String grain,
        String reach,
        String hold,
        int leases) {

    public BladeStatus {
        Objects.requireNonNull(technology, "technology");
        Objects.requireNonNull(endpoint, "endpoint");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(bundle, "bundle");
        Objects.requireNonNull(grain, "grain");
        Objects.requireNonNull(reach, "reach");
        Objects.requireNonNull(hold, "hold");
    }
}
