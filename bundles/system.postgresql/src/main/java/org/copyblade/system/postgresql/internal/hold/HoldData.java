package org.copyblade.system.postgresql.internal.hold;

import java.nio.file.Path;
import org.copyblade.system.postgresql.internal.fault.PgFault;
import org.copyblade.system.spi.SuspendToken;
import org.copyblade.system.spi.SystemException;

/**
 * What a suspend token holds.
 *
 * @param pid of the postmaster
 * @param startTicks tells it apart from later processes of that number
 * @param bootId of the kernel under which all this is true
 * @param dataDirectory where all processes of the server work
 */
record HoldData(long pid, long startTicks, String bootId, Path dataDirectory) {

    static final int VERSION = 1;

    /** Reads a token of any version so far. */
    static HoldData of(SuspendToken token) throws SystemException {
        String[] parts = token.data().split("\\|", 4);
        try {
            if (token.version() == VERSION && parts.length == 4) {
                return new HoldData(
                        Long.parseUnsignedLong(parts[0]),
                        Long.parseUnsignedLong(parts[1]),
                        parts[2],
                        Path.of(parts[3]));
            }
        } catch (IllegalArgumentException e) {
            // Answered below: the form is not known.
        }
        throw PgFault.TOKEN.error(
                "the suspend token of epoch " + token.epoch() + " has a form that is not known here",
                "use the version of Copyblade that made it, or a newer one");
    }

    String text() {
        return String.join("|", Long.toString(pid), Long.toString(startTicks), bootId, dataDirectory.toString());
    }
}
