package org.copyblade.catalog.internal;

import java.util.Map;
import javax.sql.DataSource;
import org.copyblade.catalog.CatalogException;
import org.copyblade.catalog.CatalogException.Reason;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * The versions of the tables: the scripts beside this class, applied by Flyway, each in one transaction with its line in the
 * table {@code schema_history}. A database asks for its version first and comes here only if it is too low, because loading
 * Flyway costs more than opening a catalog.
 */
final class Schema {

    /** The highest script. */
    static final int VERSION = 1;

    private static final String SCRIPTS = "classpath:org/copyblade/catalog/internal/schema";

    private Schema() {}

    /**
     * Brings the tables up to {@link #VERSION}.
     *
     * @param number how this database spells the type of a 64-bit number that is the key of its table
     * @param name of the catalog, for messages
     */
    static void migrate(DataSource database, String number, String name) throws CatalogException {
        try {
            Flyway.configure(Schema.class.getClassLoader())
                    .dataSource(database)
                    .locations(SCRIPTS)
                    .failOnMissingLocations(true)
                    .loggers("slf4j")
                    .table("schema_history")
                    .placeholders(Map.of("number", number))
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw new CatalogException(
                    Reason.FAILED,
                    "the tables of catalog " + name + " could not be brought up to date: " + firstLine(e));
        }
    }

    private static String firstLine(FlywayException e) {
        return String.valueOf(e.getMessage()).strip().lines().findFirst().orElse("");
    }
}
