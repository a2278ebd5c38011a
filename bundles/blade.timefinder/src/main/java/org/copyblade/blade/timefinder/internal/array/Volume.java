package org.copyblade.blade.timefinder.internal.array;

import java.util.Objects;
import java.util.Set;

/**
 * A volume.
 *
 * @param id within its array
 * @param cylinders size
 * @param emulation such as CKD-3390 or FBA
 * @param status such as Ready
 * @param isLinkTarget shows some snapshot
 * @param groups names of the storage groups that it is in
 */
public record Volume(
        VolumeId id, long cylinders, String emulation, String status, boolean isLinkTarget, Set<String> groups) {

    private static final int TRACKS = 15;
    private static final int CKD_TRACK = 56_664;
    private static final int FBA_TRACK = 128 << 10;

    public Volume {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(emulation, "emulation");
        Objects.requireNonNull(status, "status");
        groups = Set.copyOf(groups);
    }

    public boolean isCkd() {
        return emulation.startsWith("CKD");
    }

    public long tracks() {
        return cylinders * TRACKS;
    }

    public long bytes() {
        return tracks() * (isCkd() ? CKD_TRACK : FBA_TRACK);
    }
}
