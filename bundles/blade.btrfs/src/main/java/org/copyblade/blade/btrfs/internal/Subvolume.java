package org.copyblade.blade.btrfs.internal;

import java.util.Objects;

/**
 * What btrfs says of a subvolume.
 *
 * @param id of its tree; never used again once it is gone
 * @param uuid its own, in hexadecimal
 * @param parentUuid of what it is a snapshot of, zeros if of nothing
 * @param readOnly whether nothing in it can change
 */
record Subvolume(long id, String uuid, String parentUuid, boolean readOnly) {

    /** The subvolume that a filesystem always has; all others are below it. */
    static final long TOP = 5;

    Subvolume {
        Objects.requireNonNull(uuid, "uuid");
        Objects.requireNonNull(parentUuid, "parentUuid");
    }
}
