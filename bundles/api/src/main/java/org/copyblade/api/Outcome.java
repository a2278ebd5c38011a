package org.copyblade.api;

/** How a run ended. */
public enum Outcome {
    /** Everything was done and, for a backup, proven. */
    COMPLETE,
    /** A backup was copied but its consistency is not proven; its copies are withdrawn. */
    UNUSABLE,
    /** It failed; the system runs. */
    FAILED,
    /** Checks forbade it; nothing has changed. */
    REFUSED,
    /** It was asked to stop and did. */
    CANCELLED
}
