package org.copyblade.blade.dfsmsdss.internal.jcl;

/** Whether a copy may, must or must not be made by the storage. */
public enum FastReplication {
    /** By the storage, or it fails. */
    REQUIRED,
    /** By the storage if it can, else through the host of z/OS. */
    PREFERRED,
    /** Through the host of z/OS. */
    NONE;

    String keyword() {
        return "FASTREPLICATION(" + name() + ")";
    }
}
