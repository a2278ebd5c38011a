package org.copyblade.blade.flashcopy.internal.array;

import java.util.Objects;

/**
 * A volume as the storage describes it.
 *
 * @param name nickname, up to 16 characters
 * @param state {@code normal} when it can be used
 * @param capacityBytes its size
 * @param storageType {@code fb} or {@code ckd}
 * @param dataType for example {@code FB 512} or {@code 3390}
 * @param volser as z/OS has labelled it; empty for FB
 * @param efficiency {@code none} (thick), {@code ese} or {@code tse}
 * @param pool where its extents are
 */
public record Volume(
        VolumeId id,
        String name,
        String state,
        long capacityBytes,
        String storageType,
        String dataType,
        String volser,
        String efficiency,
        String pool) {

    /** Bytes of a 3390 track, and of a track of a fixed block volume. */
    private static final long CKD_TRACK_BYTES = 56_664;

    private static final long FB_TRACK_BYTES = 65_536;

    public Volume {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(storageType, "storageType");
        Objects.requireNonNull(dataType, "dataType");
        Objects.requireNonNull(volser, "volser");
        Objects.requireNonNull(efficiency, "efficiency");
        Objects.requireNonNull(pool, "pool");
    }

    /** Whether z/OS uses it. */
    public boolean isCkd() {
        return storageType.equals("ckd");
    }

    /** Whether it takes space for what is written only. */
    public boolean isSpaceEfficient() {
        return efficiency.equals("ese") || efficiency.equals("tse");
    }

    /** Its size in tracks, at least one; how CKD capacity counts in bytes is (unconfirmed). */
    public long tracks() {
        return Math.max(1, capacityBytes / (isCkd() ? CKD_TRACK_BYTES : FB_TRACK_BYTES));
    }
}
