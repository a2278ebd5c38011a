package org.copyblade.catalog.internal;

import java.nio.file.Path;
import java.time.Duration;
import org.copyblade.catalog.CatalogException;

/** Opens embedded catalogs the way the component does. */
final class Sqlite {

    static final Duration BUSY_LIMIT = Duration.ofSeconds(5);

    private Sqlite() {}

    /** Opened, or refused at once. */
    static Database open(Path file) throws CatalogException {
        return opener(file).open();
    }

    /** Opened at first use, and again when it broke. */
    static Database lazy(Path file) {
        return new ReopeningDatabase(opener(file));
    }

    private static SqliteOpener opener(Path file) {
        return new SqliteOpener(file, new SqliteConnections(file, BUSY_LIMIT), BUSY_LIMIT);
    }
}
