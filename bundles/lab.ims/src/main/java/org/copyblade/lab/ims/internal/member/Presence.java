package org.copyblade.lab.ims.internal.member;

/** Tells z/OS which members are up, so that its next start starts those again that were up when it died, and no others. */
@FunctionalInterface
public interface Presence {

    /**
     * A member is up, or is down while z/OS goes on.
     *
     * @throws org.copyblade.lab.ims.internal.disk.DiskFailure if that cannot be written down
     */
    void changed(String imsid, boolean up);

    /** Has that member ever been up, as far as z/OS knows? */
    default boolean hasRun(String imsid) {
        return false;
    }
}
