package org.copyblade.blade.flashcopy.internal.array;

import java.util.Locale;

/** The options of an establish request; the documented list. */
public enum CopyOption {
    /** Hold writes to the sources until unfreeze or timer. */
    FREEZE_CONSISTENCY,
    /** Target read-only while the relation exists. */
    INHIBIT_TARGET_WRITES,
    /** Record changes, for incremental copies. */
    RECORD_CHANGES,
    /** Copy only what changes. */
    NO_BACKGROUND_COPY,
    /** The relation stays after the copy is complete. */
    PERSISTENT,
    /** The target may be the primary of a remote mirror. */
    ALLOW_PPRC_TARGET_PRIMARY,
    /** Copy the target back to the source. */
    REVERSE_RESTORE,
    /** The same before the background copy is complete. */
    FAST_REVERSE_RESTORE,
    /** The target may take space for what is written only. */
    PERMIT_SPACE_EFFICIENT_TARGET,
    /** When space runs out, fail the relation and not the writes to the source. */
    FAIL_SPACE_EFFICIENT_TARGET_OUT_OF_SPACE;

    /** As the request writes it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
