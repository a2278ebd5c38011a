package org.copyblade.shell.internal.command;

import org.copyblade.api.BackupId;
import org.copyblade.api.CopybladeException;
import org.copyblade.api.ErrorCode;
import org.copyblade.api.RunId;

/** Ids as people type them. Pure. */
final class Ids {

    private Ids() {}

    static BackupId backup(String text) throws CopybladeException {
        try {
            return new BackupId(text);
        } catch (IllegalArgumentException e) {
            throw new CopybladeException(ErrorCode.COMMAND_INVALID, e.getMessage());
        }
    }

    static RunId run(String text) throws CopybladeException {
        try {
            return new RunId(text);
        } catch (IllegalArgumentException e) {
            throw new CopybladeException(ErrorCode.COMMAND_INVALID, e.getMessage());
        }
    }
}
