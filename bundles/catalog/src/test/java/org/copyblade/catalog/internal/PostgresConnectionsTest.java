package org.copyblade.catalog.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class PostgresConnectionsTest {

    /** A million backups are gone through by one statement of a migration. */
    @Test
    void aMigrationIsWaitedForForHours_alsoWhereTheServerLimitsItsStatements() throws Exception {
        PostgresConnections connections = new PostgresConnections(
                "jdbc:postgresql://host/catalog?socketTimeout=3", Optional.of("user"), Optional.empty());

        PGSimpleDataSource migration = (PGSimpleDataSource) connections.migration();

        assertThat(Duration.ofSeconds(migration.getSocketTimeout())).isGreaterThanOrEqualTo(Duration.ofHours(6));
        assertThat(migration.getOptions()).contains("-c statement_timeout=0", "-c synchronous_commit=on");
        assertThat(migration.getCurrentSchema()).isEqualTo(PostgresConnections.SCHEMA);
    }
}
