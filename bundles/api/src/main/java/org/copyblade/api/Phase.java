package org.copyblade.api;

/** Where a run is. Which phases a kind of run goes through, and what leads out of each, is the manager's table. */
public enum Phase {
    /** Checks; nothing has changed. */
    VALIDATE,
    /** Everything slow before the point in time. */
    PREPARE,
    /** The system is being held, or its writes by the storage. */
    SUSPEND,
    /** The point in time. */
    ESTABLISH,
    /** Holds are let go and the system resumed. */
    RELEASE,
    /** Copies after the resume, and making copies durable. */
    AFTER,
    /** Consistency is proven from evidence. */
    PROVE,
    /** Manifest and result are written. */
    RECORD,
    /** Restore: the system is being stopped. */
    STOP,
    /** Restore: today's state is copied. */
    SAVE,
    /** Restore: reverse copy. */
    RESTORE,
    /** Restore: made ready for start. */
    RECOVER,
    /** Restore: the system is started. */
    START,
    /** A clone is booted and checked. */
    TRY_OUT,
    /** Copies are withdrawn. */
    WITHDRAW,
    /** Single data sets are copied out of a backup. */
    EXTRACT
}
