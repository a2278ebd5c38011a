package org.copyblade.api;

import java.util.List;
import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/** Backups: planned, taken, listed, kept and deleted. Safe for many threads. */
@ProviderType
public interface Backups {

    /**
     * What a backup of the profile would do now. Changes nothing.
     *
     * @param overrides options for this command only, by key
     */
    BackupPlan plan(String profile, Map<String, String> overrides) throws CopybladeException;

    /** Starts a backup and answers the id of its run at once. */
    RunId start(String profile, Map<String, String> overrides) throws CopybladeException;

    /** Newest first. */
    List<Backup> list(BackupQuery query) throws CopybladeException;

    Backup get(BackupId id) throws CopybladeException;

    /** What proves, or disproves, the consistency of a backup. */
    Evidence evidence(BackupId id) throws CopybladeException;

    /** Starts a run that boots a clone of the backup beside the original and lets the database check itself. */
    RunId verify(BackupId id) throws CopybladeException;

    /** Protects a backup from retention, overwriting and deletion. Held already is success. */
    Backup hold(BackupId id) throws CopybladeException;

    /** Ends the protection of {@link #hold}. */
    Backup unhold(BackupId id) throws CopybladeException;

    /** Starts a run that withdraws the copies of a backup. Refused for one that is held, in use, or the last good one. */
    RunId delete(BackupId id) throws CopybladeException;
}
