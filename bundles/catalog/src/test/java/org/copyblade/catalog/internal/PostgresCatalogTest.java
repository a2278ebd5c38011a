package org.copyblade.catalog.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.copyblade.catalog.Catalog;
import org.copyblade.catalog.CatalogException;
import org.copyblade.catalog.CatalogException.Reason;
import org.copyblade.catalog.CopyTarget;
import org.copyblade.demo.fixture.PostgresBinaries;
import org.copyblade.demo.fixture.PostgresServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A catalog in a real PostgreSQL server keeps the contract. */
class PostgresCatalogTest extends CatalogContract {

    /** Making the tables takes longer than any of these tests. */
    private static final String EMPTY_ALL =
            """
            do $$ begin
                execute (select 'truncate ' || string_agg(format('%%I.%%I', schemaname, tablename), ', ')
                    from pg_tables where schemaname = '%s' and tablename <> 'schema_history');
            end $$"""
                    .formatted(PostgresConnections.SCHEMA);

    private static PostgresServer server;

    private static boolean made;

    private boolean emptied;

    @BeforeAll
    static void start() throws Exception {
        PostgresBinaries.unsupportedReason().ifPresent(reason -> assumeTrue(false, "skipped: " + reason));
        server = PostgresServer.with(PostgresBinaries.forThisMachine())
                .password("right")
                .create();
        server.start();
    }

    @AfterAll
    static void stop() throws Exception {
        if (server != null) {
            server.close();
        }
    }

    @Override
    Database open() throws Exception {
        if (!emptied) {
            server.execute(made ? EMPTY_ALL : "drop schema if exists " + PostgresConnections.SCHEMA + " cascade");
            emptied = true;
        }
        Database database = opener("right").open();
        made = true;
        return database;
    }

    private PostgresOpener opener(String password) throws CatalogException {
        return new PostgresOpener(
                new PostgresConnections(server.jdbcUrl(), Optional.of(server.databaseUser()), Optional.of(password)),
                Sqlite.BUSY_LIMIT);
    }

    private String shown() {
        return "127.0.0.1:" + server.port() + "/postgres";
    }

    private CatalogException refusal(String password) {
        return catchThrowableOfType(
                CatalogException.class, () -> opener(password).open());
    }

    @Test
    void whoUsesATarget_isAnsweredThroughAnIndex() throws Exception {
        Query query = Query.targetUse(new CopyTarget("flash", "box", "T7"), "p", 6);
        assertThat(planOf(query))
                .contains("using target_use_pkey on target_use")
                .doesNotContain("Seq Scan");
        assertThat(planOf(new Query("select backup from target_use where profile = ?", "p")))
                .as("a question without an index")
                .contains("Seq Scan");
    }

    @Test
    void whatIsDue_isAnsweredThroughAnIndex_andSortsNothing() throws Exception {
        Query.Place above = new Query.Place(5, 5);
        Query.Place below = new Query.Place(7, 7);
        assertThat(planOf(Query.unheldByAge("p", above, below, 100)))
                .contains("Index Scan using unheld_backup_of_profile_by_age on backup")
                .contains("(ROW(began, number) > ROW(")
                .contains("(ROW(began, number) < ROW(")
                .doesNotContain("Filter", "Sort", "Seq Scan");
        assertThat(planOf(Query.unheldByInstant("p", above, below, 100)))
                .contains("Index Scan using unheld_backup_of_profile_by_instant on backup")
                .doesNotContain("Filter", "Sort", "Seq Scan");
        assertThat(planOf(Query.lastOfNewest("p", 99)))
                .contains("Index Only Scan Backward using usable_backup_of_profile_by_age on backup")
                .doesNotContain("Filter", "Sort", "Seq Scan");
        assertThat(planOf(Query.occupiedGenerations("p")))
                .contains("Index Only Scan using usable_generation_of_profile on backup")
                .doesNotContain("Filter", "Sort", "Seq Scan");
    }

    @Test
    void whatIsFarBack_isAnsweredThroughAnIndex_andSortsNothing() throws Exception {
        assertThat(planOf(Query.restores("s", 7, 100)))
                .contains("Index Scan Backward using restore_of_system on run")
                .doesNotContain("Filter", "Sort", "Seq Scan");
        assertThat(planOf(Query.ended("BACKUP", "s", "p", 7, 100)))
                .contains("Index Scan Backward using ended_run_of_profile on run")
                .doesNotContain("Filter", "Sort", "Seq Scan");
        assertThat(planOf(Query.byAge("p", new Query.Place(5, 5), 100)))
                .contains("Index Scan using backup_of_profile_by_age on backup")
                .doesNotContain("Filter", "Sort", "Seq Scan");
        assertThat(planOf(Query.good("s", 100)))
                .contains("Index Scan Backward using good_backup_of_system_by_age on backup")
                .doesNotContain("Filter", "Sort", "Seq Scan");
    }

    /** As the planner would do it among many rows: it takes a table as small as this one whole, if it may. */
    private String planOf(Query query) throws Exception {
        try (Connection connection = new PostgresConnections(
                                server.jdbcUrl(), Optional.of("postgres"), Optional.of("right"))
                        .open();
                Statement statement = connection.createStatement()) {
            statement.execute("set enable_seqscan = off");
            statement.execute("set enable_bitmapscan = off");
            return String.join(
                    "\n",
                    new Query("explain " + query.sql(), query.parameters()).rows(connection, row -> row.getString(1)));
        }
    }

    @Test
    void aSecondManager_isRefused() {
        CatalogException refusal = refusal("right");
        assertThat(refusal.reason()).isEqualTo(Reason.IN_USE);
        assertThat(refusal).hasMessage("another manager uses catalog " + shown());
    }

    @Test
    void aManagerWhosePredecessorIsAboutToGo_waitsForIt() throws Exception {
        CompletableFuture<Void> gone = CompletableFuture.runAsync(
                this::closeIt, CompletableFuture.delayedExecutor(300, TimeUnit.MILLISECONDS));
        opener("right").open().close();
        gone.get(20, TimeUnit.SECONDS);
    }

    @Test
    void aWrongPassword_isToldWithoutThePassword() {
        CatalogException refusal = refusal("wrong");
        assertThat(refusal.reason()).isEqualTo(Reason.FAILED);
        assertThat(refusal)
                .hasMessage(
                        "catalog " + shown() + " cannot be used: password authentication failed for user \"postgres\"");
    }

    @Test
    void tablesOfANewerVersion_areRefused() throws Exception {
        closeIt();
        try (Connection connection = new PostgresConnections(
                                server.jdbcUrl(), Optional.of("postgres"), Optional.of("right"))
                        .open();
                Statement statement = connection.createStatement()) {
            made = false;
            statement.execute("update schema_history set version = '1000' where version = '1'");
        }
        CatalogException refusal = refusal("right");
        assertThat(refusal.reason()).isEqualTo(Reason.ALIEN);
        assertThat(refusal)
                .hasMessage("catalog " + shown() + " was written by a newer version, its tables are of version 1000"
                        + " and this one knows " + Schema.VERSION);
    }

    @Test
    void aServerThatCrashes_losesNothing_andIsUsedAgainWhenItIsBack() throws Exception {
        closeIt();
        try (Database database = new ReopeningDatabase(opener("right"))) {
            Catalog catalog = new SqlCatalog(database);
            catalog.commit(Committer.changes(1));
            server.crash();
            CatalogException failure =
                    catchThrowableOfType(CatalogException.class, () -> catalog.commit(Committer.changes(2)));
            assertThat(failure.reason()).isEqualTo(Reason.FAILED);
            assertThat(failure).hasMessageStartingWith("catalog " + shown() + " cannot be used: ");
            server.start();
            catalog.commit(Committer.changes(3));
            assertThat(catalog.openRuns()).isEqualTo(List.of(Samples.openRun(1), Samples.openRun(3)));
        }
    }

    @Test
    void aServerThatDoesNotSynchronise_isRefused() throws Exception {
        closeIt();
        server.execute("alter system set fsync = off");
        server.execute("select pg_reload_conf()");
        try {
            await(() -> server.query("show fsync").equals("off"));
            assertThat(refusal("right"))
                    .hasMessage("the server of catalog " + shown()
                            + " runs with fsync = off and would lose commits at a power loss");
        } finally {
            server.execute("alter system reset fsync");
            server.execute("select pg_reload_conf()");
            await(() -> server.query("show fsync").equals("on"));
        }
    }

    /** A million backups are gone through by one statement of a migration. */
    @Test
    void aMigrationIsWaitedForForHours_alsoWhereTheServerLimitsDailyWork() throws Exception {
        String limits = "select string_agg(name, ',') from pg_settings"
                + " where name ~ '^(statement|lock|transaction|idle.*session)_timeout$'";
        String known = server.query(limits);
        String inForce = limits + " and setting <> '0'";
        for (String limit : known.split(",")) {
            server.execute("alter role postgres set " + limit + " = '1min'");
        }
        try (Connection connection = new PostgresConnections(
                                server.jdbcUrl(), Optional.of("postgres"), Optional.of("right"))
                        .migration()
                        .getConnection();
                Statement statement = connection.createStatement();
                ResultSet left = statement.executeQuery(inForce)) {
            assertThat(connection.getNetworkTimeout()).isGreaterThanOrEqualTo(6 * 3_600_000);
            assertThat(server.query(inForce)).as("limits of daily work").isEqualTo(known);
            left.next();
            assertThat(left.getString(1)).isNull();
        } finally {
            server.execute("alter role postgres reset all");
        }
    }

    private interface Check {
        boolean holds() throws Exception;
    }

    private static void await(Check check) throws Exception {
        long end = System.nanoTime() + 30_000_000_000L;
        while (!check.holds()) {
            assertThat(System.nanoTime()).as("end of waiting").isLessThan(end);
        }
    }
}
