package org.copyblade.system.postgresql.internal.hold;

import org.copyblade.system.postgresql.internal.fault.PgFault;
import org.copyblade.system.spi.BackupModeToken;
import org.copyblade.system.spi.SystemException;

/**
 * What a backup mode token holds: enough to find the session and the slot again after a crash.
 *
 * @param slot name of the replication slot that pins the log
 * @param pid of the server process that serves the session
 * @param started when that process started, as the server writes it
 */
record BackupModeData(String slot, int pid, String started) {

    private static final String FORM = "1";

    /** Reads a token of any version so far. */
    static BackupModeData of(BackupModeToken token) throws SystemException {
        String[] parts = token.data().split("\\|");
        if (parts.length != 4 || !parts[0].equals(FORM) || !parts[2].matches("[0-9]+")) {
            throw PgFault.TOKEN.error(
                    "the backup mode token '" + token.data() + "' has a form that is not known here",
                    "use the version of Copyblade that made it, or a newer one");
        }
        return new BackupModeData(parts[1], Integer.parseInt(parts[2]), parts[3]);
    }

    String text() {
        return String.join("|", FORM, slot, Integer.toString(pid), started);
    }
}
