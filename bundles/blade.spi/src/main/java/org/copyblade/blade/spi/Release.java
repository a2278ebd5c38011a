package org.copyblade.blade.spi;

/** Whether the storage held writes over the whole time from the instant to the release. */
public enum Release {
    /** Nothing was held for this group. */
    NOTHING_HELD,
    /** The storage says so. */
    VERIFIED_BY_STORAGE,
    /** The time that passed is below the storage's timer by a margin. */
    BY_CLOCK,
    /** The hold ended too early, or nobody can tell. */
    LOST
}
