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
            return new BackupId(given("backup", text));
        } catch (IllegalArgumentException e) {
            throw new CopybladeException(ErrorCode.COMMAND_INVALID, e.getMessage());
        }
    }

    /** The command processor puts null where somebody has typed a variable that is not set. */
    private static String given(String what, String text) {
        if (text == null) {
            throw new IllegalArgumentException("the id of the " + what + " is a variable that is not set");
        }
        return text;
    }

    static RunId run(String text) throws CopybladeException {
        try {
            return new RunId(given("run", text));
        } catch (IllegalArgumentException e) {
            throw new CopybladeException(ErrorCode.COMMAND_INVALID, e.getMessage());
        }
    }
}
