package org.copyblade.catalog.internal;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.io.TempDir;

/** The embedded catalog keeps the contract. */
class SqliteCatalogTest extends CatalogContract {

    @TempDir
    private Path folder;

    @Override
    Database open() throws Exception {
        return Sqlite.open(folder.resolve("catalog.db"));
    }

    @Override
    void withoutTargetUses(Connection connection) throws SQLException {
        super.withoutTargetUses(connection);
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("pragma user_version = 3");
        }
    }
}
