package org.copyblade.catalog.internal;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.copyblade.catalog.CatalogException;
import org.copyblade.catalog.CatalogException.Reason;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;

/**
 * The versions of the tables: scripts, applied by Flyway, each in one transaction with its line in the table
 * {@code schema_history}. A database asks for its version first and comes here only if it is too low, because loading
 * Flyway costs more than opening a catalog; a new file is made without it.
 */
final class Schema {

    /** In the order of their versions, which count from 1. Never changed once released; a change is a further script. */
    private static final List<String> SCRIPTS = List.of(
            "V1__runs_and_backups.sql",
            "V2__last_runs_and_leftovers.sql",
            "V3__runs_of_a_system.sql",
            "V4__targets_in_use.sql",
            "V5__orders_to_blades.sql",
            "V6__order_of_age.sql",
            "V7__backups_that_are_due.sql",
            "V8__numbers_given.sql");

    /** Of the last script. */
    static final int VERSION = SCRIPTS.size();

    private Schema() {}

    /**
     * Brings the tables up to {@link #VERSION}.
     *
     * @param dialect of this database
     * @param name of the catalog, for messages
     */
    static void migrate(DataSource database, Dialect dialect, String name) throws CatalogException {
        try {
            Flyway flyway = Flyway.configure(Schema.class.getClassLoader())
                    .dataSource(database)
                    .locations(new String[0])
                    .resourceProvider(SchemaScript.provider(SCRIPTS))
                    .javaMigrationClassProvider(List::of)
                    .loggers("slf4j")
                    .table("schema_history")
                    .placeholders(dialect.placeholders())
                    .load();
            flyway.migrate();
            mustBeCurrent(flyway.info().current(), name);
        } catch (FlywayException e) {
            throw failed(
                    name,
                    String.valueOf(e.getMessage()).strip().lines().findFirst().orElse(""));
        }
    }

    /**
     * Makes all tables in a new SQLite file.
     *
     * @param empty has no table yet
     * @param name of the catalog, for messages
     */
    static void make(DataSource empty, String name) throws CatalogException {
        try (Connection connection = empty.getConnection()) {
            FirstSchema.make(connection, SCRIPTS, Dialect.SQLITE.placeholders());
        } catch (SQLException | IOException e) {
            throw new CatalogException(
                    Reason.FAILED, "the tables of catalog " + name + " could not be made: " + e.getMessage());
        }
    }

    private static void mustBeCurrent(MigrationInfo last, String name) throws CatalogException {
        String version = last == null ? "none" : last.getVersion().getVersion();
        if (!version.equals(String.valueOf(VERSION))) {
            throw failed(name, "they are of version " + version + " instead of " + VERSION);
        }
    }

    private static CatalogException failed(String name, String why) {
        return new CatalogException(
                Reason.FAILED, "the tables of catalog " + name + " could not be brought up to date: " + why);
    }
}
