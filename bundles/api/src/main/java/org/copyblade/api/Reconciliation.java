package org.copyblade.api;

import java.util.List;
import java.util.Objects;
import org.osgi.annotation.versioning.ProviderType;

/** Compares catalog and storage, both ways. Safe for many threads. */
@ProviderType
public interface Reconciliation {

    /**
     * Looks for copies nobody knows and for backups whose copies are gone, on the caller's thread: seconds for each blade,
     * with repair as long as it takes to withdraw what is left over.
     *
     * @param repair whether to act: mark lost backups, take copies with a manifest back into the catalog, withdraw the
     *     leftovers of our own failed runs; a copy nobody can explain is shown and never touched
     */
    Report reconcile(boolean repair) throws CopybladeException;

    /**
     * What was found.
     *
     * @param items one per difference
     * @param repaired whether the actions were carried out
     */
    record Report(List<Item> items, boolean repaired) {
        public Report {
            items = List.copyOf(items);
        }
    }

    /**
     * One difference.
     *
     * @param where unit or path, or id of the backup
     * @param what is found
     * @param action what is done or would be done; empty: shown only
     */
    record Item(String where, String what, String action) {
        public Item {
            Objects.requireNonNull(where, "where");
            Objects.requireNonNull(what, "what");
            Objects.requireNonNull(action, "action");
        }
    }
}
