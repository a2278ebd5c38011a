package org.copyblade.api;

import org.osgi.annotation.versioning.ProviderType;

/** Restores in place: planned, shown, started after confirmation, undone. Safe for many threads. */
@ProviderType
public interface Restores {

    /** What a restore would do and what would be lost. Changes nothing. */
    RestorePlan plan(BackupId id, boolean undo) throws CopybladeException;

    /**
     * Starts the restore.
     *
     * @param undo whether today's state is copied first, so that the restore can be undone
     */
    RunId start(BackupId id, boolean undo) throws CopybladeException;

    /** Starts a run that brings back the state from before a restore, as long as its undo copy exists. */
    RunId undo(RunId restore) throws CopybladeException;
}
