package org.copyblade.manager.internal.restore;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.copyblade.api.Backup;
import org.copyblade.api.Run;
import org.copyblade.catalog.Catalog;
import org.copyblade.catalog.CatalogException;
import org.copyblade.catalog.StoredBackup;
import org.copyblade.manager.internal.copies.UndoCopies;
import org.copyblade.manager.internal.copies.Usable;

/** What brings a system out of a restore or undo that is half done. Reads the catalog only. */
public final class WayOut {

    private static final String ANOTHER = "slb:restore with another backup of slb:list --usable";

    private WayOut() {}

    /** The commands, as people are told them; what is not possible any more is not named. */
    public static String of(Catalog catalog, Run halfDone) throws CatalogException {
        Optional<StoredBackup> backup = halfDone.backup().isEmpty()
                ? Optional.empty()
                : catalog.backup(halfDone.backup().orElseThrow());
        Optional<Backup> again = backup.filter(Usable::forGoingOn).map(StoredBackup::backup);
        if (halfDone.kind() == Run.Kind.UNDO) {
            return again.map(copy -> "slb:undo " + copy.run() + " --yes again").orElse(ANOTHER);
        }
        return again.map(copy -> "slb:restore " + copy.id() + " --yes again").orElse(ANOTHER)
                + (new UndoCopies(catalog).of(halfDone).isPresent() ? ", or slb:undo " + halfDone.id() + " --yes" : "");
    }

    /** What is left where the backup of a restore or undo that is half done can be restored no more; for people. */
    static String withoutIts(Catalog catalog, Run halfDone) throws CatalogException {
        List<String> ways = new ArrayList<>();
        if (halfDone.kind() == Run.Kind.RESTORE
                && new UndoCopies(catalog).of(halfDone).isPresent()) {
            ways.add("slb:undo " + halfDone.id() + " --yes for the state from before the restore");
        }
        catalog.lastGood(halfDone.system(), false)
                .filter(other -> halfDone.backup().filter(other.id()::equals).isEmpty())
                .ifPresent(other -> ways.add("slb:restore " + other.id() + " --yes for the newest other backup"));
        return "leave it stopped, for its data is of two times; "
                + (ways.isEmpty()
                        ? "there is neither an undo copy nor another backup to restore here: bring it back from what was"
                                + " kept elsewhere"
                        : "run " + String.join(", or ", ways));
    }
}
