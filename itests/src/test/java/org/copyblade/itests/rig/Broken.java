package org.copyblade.itests.rig;

/** What a manager of the rig leaves out, so that a test can show that it would notice. */
public enum Broken {
    /** Nothing: the product as it is. */
    NOTHING,
    /** No run that an earlier process has left open is gone on with. */
    SETTLEMENT
}
