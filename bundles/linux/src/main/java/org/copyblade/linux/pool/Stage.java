package org.copyblade.linux.pool;

/** How far a copy is, as its marker says. */
public enum Stage {
    /** Targets are being made ready. Leads to PREPARED. */
    PREPARING,
    /** Ready for the point in time. Leads to ESTABLISHING or COPYING. */
    PREPARED,
    /** The point in time is being taken; found later, it was interrupted and there is no copy. */
    ESTABLISHING,
    /** Data moves through the host, in steps that can go on after an interruption. Leads to ESTABLISHED. */
    COPYING,
    /** Every member is complete, but a power loss may undo that. Leads to DURABLE. */
    ESTABLISHED,
    /** Every member is complete and stays so. */
    DURABLE,
    /** There is no copy, and the marker says why. */
    FAILED
}
