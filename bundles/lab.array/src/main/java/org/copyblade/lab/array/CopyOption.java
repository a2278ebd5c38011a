package org.copyblade.lab.array;

/** How a relation is established. */
public enum CopyOption {
    /** Hold writes to the sources until thaw or timer. */
    FREEZE,
    /** All pairs of the request at one instant, or none of them. */
    ONE_INSTANT,
    /** The target cannot be written while the relation is there. */
    INHIBIT_TARGET_WRITES,
    /** Remember what changes on either side, so that a later establish copies only that. */
    RECORD_CHANGES,
    /** Copy a track only before it is overwritten. */
    NO_BACKGROUND_COPY,
    /** The relation stays when everything is copied. */
    PERSISTENT,
    /**
     * The target follows its source until the two are split; persistent, and records changes, from then on. For whole
     * volumes; a pair that was split is synchronised again by the same request.
     */
    MIRROR,
    /** The target may be the primary of a remote mirror. */
    ALLOW_MIRROR_PRIMARY,
    /** Copy the target back onto the source of a relation that is copied completely. */
    REVERSE_RESTORE,
    /** The same before the copy is complete; the target is no backup any more. */
    FAST_REVERSE_RESTORE,
    /** The target may be space-efficient. */
    PERMIT_SPACE_EFFICIENT_TARGET,
    /** When space runs out the relation fails, and not the write to its source. */
    FAIL_RELATION_WHEN_OUT_OF_SPACE
}
