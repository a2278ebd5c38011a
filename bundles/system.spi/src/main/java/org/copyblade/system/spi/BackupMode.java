package org.copyblade.system.spi;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Ability of a system to be copied while it writes: data is copied between begin and end, the log after the end.
 *
 * <p>The mode is bound to one held session. A lost session makes the copy useless at once.
 */
@ConsumerType
public interface BackupMode {

    /** Enters backup mode with a fast checkpoint and pins the log from there on. (S9) */
    BackupModeToken begin(String label, Deadline deadline) throws SystemException;

    /** Whether the session is still held; cheap, asked between steps of the copy. (S10) */
    boolean held(BackupModeToken token);

    /** Leaves backup mode; the log up to the returned stop position is kept until {@link #release}. (S11) */
    BackupModeEnd end(BackupModeToken token, Deadline deadline) throws SystemException;

    /**
     * Lets the pinned log go, and leaves backup mode if it is still held. Safe to repeat and after a crash. (S12)
     *
     * @param token with empty data where the answer of begin was lost: then what was begun is found by its label
     */
    void release(BackupModeToken token, Deadline deadline) throws SystemException;
}
