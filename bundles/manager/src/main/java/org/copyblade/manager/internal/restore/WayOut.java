package org.copyblade.manager.internal.restore;

import java.util.Optional;
import org.copyblade.api.Backup;
import org.copyblade.api.Run;
import org.copyblade.catalog.Catalog;
import org.copyblade.catalog.CatalogException;
import org.copyblade.catalog.StoredBackup;

/** What brings a system out of a restore or undo that is half done. Reads the catalog only. */
public final class WayOut {

    private static final String ANOTHER = "slb:restore with another backup of slb:list --usable";

    private WayOut() {}

    /** The commands, as people are told them; what is not possible any more is not named. */
    public static String of(Catalog catalog, Run halfDone) throws CatalogException {
        Optional<Backup> backup = halfDone.backup().isEmpty()
                ? Optional.empty()
                : catalog.backup(halfDone.backup().orElseThrow()).map(StoredBackup::backup);
        Optional<Backup> again = backup.filter(copy -> copy.state() == Backup.State.COMPLETE);
        if (halfDone.kind() == Run.Kind.UNDO) {
            return again.map(copy -> "slb:undo " + copy.run() + " --yes again").orElse(ANOTHER);
        }
        return again.map(copy -> "slb:restore " + copy.id() + " --yes again").orElse(ANOTHER)
                + (new UndoCopies(catalog).of(halfDone).isPresent() ? ", or slb:undo " + halfDone.id() + " --yes" : "");
    }
}
