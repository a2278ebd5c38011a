package org.copyblade.system.postgresql.internal.directory;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.copyblade.system.postgresql.internal.fault.PgFault;
import org.copyblade.system.spi.SystemException;

/**
 * What a backup label, or the history file of a finished backup, says.
 *
 * @param start where recovery has to begin reading
 * @param timeline of the segment with that position
 */
public record BackupLabel(Lsn start, int timeline) {

    private static final Pattern START =
            Pattern.compile("(?m)^START WAL LOCATION: ([0-9A-F]+/[0-9A-F]+) \\(file ([0-9A-F]{8})[0-9A-F]{16}\\)");

    public static BackupLabel parse(String text) throws SystemException {
        Matcher start = START.matcher(text);
        if (!start.find()) {
            throw PgFault.CONTROL.error(
                    "a backup label does not say where recovery begins", "it is damaged; restore another backup");
        }
        return new BackupLabel(Lsn.parse(start.group(1)), Integer.parseUnsignedInt(start.group(2), 16));
    }
}
