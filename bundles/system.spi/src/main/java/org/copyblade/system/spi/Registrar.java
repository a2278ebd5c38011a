package org.copyblade.system.spi;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** Ability of a system with a recovery control of its own, which is told of backups that were made by other means. */
@ConsumerType
public interface Registrar {

    /**
     * Tells the recovery control which data sets a backup holds. Asks before it tells, so that it may be repeated, also after
     * a lost answer: nothing is told twice. The backup is COMPLETE and does not depend on it. (S20)
     */
    Registered register(BackupFacts backup, Deadline deadline) throws SystemException;

    /**
     * What the recovery control knows now.
     *
     * @param told data sets that it was told of by this call
     * @param known data sets that it knew of before
     * @param refused what it would not be told, and why
     */
    record Registered(int told, int known, List<SystemFinding> refused) {
        public Registered {
            if (told < 0 || known < 0) {
                throw new IllegalArgumentException("told of " + told + ", knew of " + known);
            }
            refused = List.copyOf(refused);
        }
    }
}
