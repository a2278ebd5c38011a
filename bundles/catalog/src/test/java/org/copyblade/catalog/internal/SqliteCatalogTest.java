package org.copyblade.catalog.internal;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The embedded catalog keeps the contract. */
class SqliteCatalogTest extends CatalogContract {

    @TempDir
    private Path folder;

    @Override
    Database open() throws Exception {
        return Sqlite.open(folder.resolve("catalog.db"));
    }
}
