package org.copyblade.manager.internal.copies;

import java.security.SecureRandom;
import org.copyblade.blade.spi.CopyGroupId;
import org.copyblade.catalog.Catalog;
import org.copyblade.catalog.CatalogException;

/** New ids for copy groups: random, so that two catalogs never use one id on the same storage. Safe for many threads. */
public final class GroupIds {

    private static final String SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

    private final SecureRandom random = new SecureRandom();
    private final Catalog catalog;

    public GroupIds(Catalog catalog) {
        this.catalog = catalog;
    }

    /** An id that this catalog has never used. */
    public CopyGroupId next() throws CatalogException {
        while (true) {
            StringBuilder text = new StringBuilder("C");
            for (int i = 0; i < 7; i++) {
                text.append(SIGNS.charAt(random.nextInt(SIGNS.length())));
            }
            if (catalog.backupOfGroup(text.toString()).isEmpty()) {
                return new CopyGroupId(text.toString());
            }
        }
    }
}
