package org.copyblade.system.spi;

import org.osgi.annotation.versioning.ConsumerType;

/** Ability of a {@link Registrar}: to take back what its recovery control was told, so that it names no copy that is gone. */
@ConsumerType
public interface Deregistrar {

    /**
     * Takes a backup out of the recovery control; called before its copies go. Asks before and afterwards, so that it may be
     * repeated, also after a lost answer; what is not known is success. (S21)
     *
     * @return of how many data sets it was forgotten by this call
     * @throws SystemException if the recovery control may still name the backup: its copies stay then
     */
    int deregister(BackupFacts backup, Deadline deadline) throws SystemException;
}
