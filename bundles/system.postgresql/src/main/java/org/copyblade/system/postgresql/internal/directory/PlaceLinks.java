package org.copyblade.system.postgresql.internal.directory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.copyblade.system.postgresql.internal.fault.PgFault;
import org.copyblade.system.spi.SystemException;

/** Keeps the links inside a data directory leading to where log and tablespaces are. */
public final class PlaceLinks {

    private PlaceLinks() {}

    /** Makes the entry lead to the place, unless it does already; never removes a directory with anything in it. */
    public static void link(Path entry, Path place) throws IOException, SystemException {
        if (!Files.isDirectory(place)) {
            throw PgFault.INCOMPLETE.error(place + " is not there", "restore all data sets of the backup");
        }
        if (Files.exists(entry) && entry.toRealPath().equals(place.toRealPath())) {
            return;
        }
        if (Files.isSymbolicLink(entry)) {
            Files.delete(entry);
        } else if (Files.isDirectory(entry)) {
            if (!DataDirectory.entries(entry).isEmpty()) {
                throw PgFault.INCOMPLETE.error(
                        entry + " is a directory with content where a link to " + place + " belongs",
                        "was it changed since the backup? move its content away");
            }
            Files.delete(entry);
        }
        Files.createSymbolicLink(entry, place);
    }
}
