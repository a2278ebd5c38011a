package org.copyblade.catalog;

import org.copyblade.api.Backup;

/** Copies of the state from before a restore: they are backups of a profile that nobody configures, and protect nothing. */
public final class UndoCopies {

    private static final String PREFIX = "undo:";

    private UndoCopies() {}

    /** The profile under which the undo copy of a system is kept. */
    public static String profileOf(String system) {
        return PREFIX + system;
    }

    /** Whether a backup is an undo copy. */
    public static boolean contain(Backup backup) {
        return backup.profile().startsWith(PREFIX);
    }
}
