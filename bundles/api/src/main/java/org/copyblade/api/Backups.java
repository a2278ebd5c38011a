package org.copyblade.api;

import java.util.List;
import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/** Backups: planned, taken, listed, kept and deleted. Safe for many threads. */
@ProviderType
public interface Backups {

    /**
     * What a backup of the profile would do now. Changes nothing. Asks the system and each blade on the caller's thread:
     * seconds as a rule, a minute for each that is absent or does not answer.
     *
     * @param overrides options for this command only, by key
     * @throws CopybladeException PROFILE_UNKNOWN, PROFILE_REFUSED, OPTION_UNKNOWN, OPTION_INVALID, OPTION_LOCKED,
     *     SYSTEM_ABSENT, SYSTEM_FAILED, BLADE_ABSENT, COPY_FAILED or CATALOG_FAILED; findings are no error but in the plan
     */
    BackupPlan plan(String profile, Map<String, String> overrides) throws CopybladeException;

    /** Starts a backup and answers the id of its run at once. */
    RunId start(String profile, Map<String, String> overrides) throws CopybladeException;

    /** Newest first. */
    List<Backup> list(BackupQuery query) throws CopybladeException;

    Backup get(BackupId id) throws CopybladeException;

    /** What proves, or disproves, the consistency of a backup. */
    Evidence evidence(BackupId id) throws CopybladeException;

    /**
     * What the storage says now of the copies of a backup, one for each group of which something may be left. Changes nothing.
     * Asks each blade on the caller's thread: seconds as a rule, a minute for each that is absent or does not answer.
     *
     * @throws CopybladeException BACKUP_UNKNOWN or CATALOG_FAILED; SYSTEM_BUSY if a run works on it or somebody else asks, after
     *     ten seconds at most. A blade that cannot be asked is no error but UNKNOWN
     */
    List<CopyStatus> copies(BackupId id) throws CopybladeException;

    /** Starts a run that boots a clone of the backup beside the original and lets the database check itself. */
    RunId verify(BackupId id) throws CopybladeException;

    /**
     * Protects a backup from retention, overwriting and deletion. Held already is success.
     *
     * @throws CopybladeException BACKUP_UNKNOWN; BACKUP_NOT_USABLE if it is deleted, expired or overwritten; SYSTEM_BUSY if
     *     a run works on it, after ten seconds at most
     */
    Backup hold(BackupId id) throws CopybladeException;

    /** Ends the protection of {@link #hold}. */
    Backup unhold(BackupId id) throws CopybladeException;

    /**
     * What {@link #delete} would do, and what would be lost. Changes nothing. Asks each blade on the caller's thread: seconds as
     * a rule, a minute for each that is absent or does not answer.
     *
     * @throws CopybladeException BACKUP_UNKNOWN, CATALOG_FAILED, or as {@link #delete}; findings are no error but in the plan
     */
    DeletePlan planDelete(BackupId id) throws CopybladeException;

    /**
     * Starts a run that withdraws the copies of a backup.
     *
     * @throws CopybladeException BACKUP_PROTECTED for one that is held, BACKUP_LAST_GOOD for the last good or verified one of
     *     its system, SYSTEM_BUSY for one in use
     */
    RunId delete(BackupId id) throws CopybladeException;
}
