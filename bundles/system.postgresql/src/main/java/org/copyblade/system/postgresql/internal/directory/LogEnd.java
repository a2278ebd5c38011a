package org.copyblade.system.postgresql.internal.directory;

import java.util.List;

/**
 * Where a copied log ends.
 *
 * @param records end of the last whole record: recovery reaches this position
 * @param bytes up to here the log is there; after the end of records if it breaks off inside of one
 * @param why what was found where the records end
 * @param newTablespaces directories in which recovery would make tablespaces
 */
public record LogEnd(Lsn records, Lsn bytes, String why, List<String> newTablespaces) {

    public LogEnd {
        newTablespaces = List.copyOf(newTablespaces);
    }
}
