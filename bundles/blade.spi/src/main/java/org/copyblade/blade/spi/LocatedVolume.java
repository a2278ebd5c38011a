package org.copyblade.blade.spi;

import java.util.List;
import java.util.Objects;

/**
 * The storage volume behind a host volume.
 *
 * @param host as asked
 * @param storageId what this endpoint calls it, to be used as {@link CopyMember#source()}; two host volumes with one
 *     storage id are one member
 * @param sizeBytes size that a target needs at least, 0 if it has none of its own
 * @param emulation device type, or filesystem type
 * @param holdDomain what a hold or thaw of this volume acts on, for example one logical subsystem or one filesystem
 * @param findings what keeps it from being copied well
 */
public record LocatedVolume(
        HostVolume host,
        String storageId,
        long sizeBytes,
        String emulation,
        HoldDomain holdDomain,
        List<BladeFinding> findings) {

    public LocatedVolume {
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(storageId, "storageId");
        Objects.requireNonNull(emulation, "emulation");
        Objects.requireNonNull(holdDomain, "holdDomain");
        findings = List.copyOf(findings);
    }
}
