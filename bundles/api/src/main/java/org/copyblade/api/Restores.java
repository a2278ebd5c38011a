package org.copyblade.api;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Restores in place: planned, shown, started after confirmation, undone; and single data sets out of a backup, under new names.
 * Safe for many threads.
 */
@ProviderType
public interface Restores {

    /**
     * What a restore would do and what would be lost. Changes nothing. Asks the system and each blade on the caller's
     * thread: seconds as a rule, a minute for each that is absent or does not answer.
     *
     * @throws CopybladeException BACKUP_UNKNOWN, SYSTEM_ABSENT, SYSTEM_FAILED, BLADE_ABSENT, COPY_FAILED or CATALOG_FAILED;
     *     findings are no error but in the plan
     */
    RestorePlan plan(BackupId id, boolean undo) throws CopybladeException;

    /**
     * Starts the restore.
     *
     * @param undo whether today's state is copied first, so that the restore can be undone
     */
    RunId start(BackupId id, boolean undo) throws CopybladeException;

    /**
     * What {@link #undo} would do and what would be lost: the plan of a restore of the undo copy, which cannot be undone itself.
     * Changes nothing. Asks as {@link #plan}.
     *
     * @throws CopybladeException RUN_UNKNOWN, RESTORE_NOT_UNDOABLE, or as {@link #plan}; findings are no error but in the plan
     */
    RestorePlan planUndo(RunId restore) throws CopybladeException;

    /**
     * Starts a run that brings back the state from before a restore, as long as its undo copy exists.
     *
     * @throws CopybladeException RUN_UNKNOWN, RESTORE_NOT_UNDOABLE, SYSTEM_BUSY
     */
    RunId undo(RunId restore) throws CopybladeException;

    /**
     * What copying data sets out of a backup would do. Changes nothing. Asks blades on the caller's thread, as {@link #plan}.
     *
     * @throws CopybladeException BACKUP_UNKNOWN, BACKUP_NOT_USABLE, OBJECT_UNKNOWN, OBJECT_SPREAD, OBJECT_IN_PLACE, OBJECT_NAME_INVALID,
     *     OBJECT_PLACE_INVALID, BLADE_ABSENT, COPY_FAILED or CATALOG_FAILED; findings are no error but in the plan
     */
    ExtractPlan planExtract(ExtractOrder order) throws CopybladeException;

    /**
     * Starts a run that copies data sets out of a backup under new names, while the system works.
     *
     * @throws CopybladeException as {@link #planExtract}, or SYSTEM_BUSY
     */
    RunId extract(ExtractOrder order) throws CopybladeException;
}
