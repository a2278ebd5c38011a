package org.copyblade.catalog.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.copyblade.api.Backup;
import org.copyblade.api.BackupId;
import org.copyblade.api.BackupQuery;
import org.copyblade.catalog.CopyTarget;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a question costs grows with its answer: among very many rows, each one goes through an index and sorts nothing. */
class QueryPlanTest {

    private static final int BACKUPS = Boolean.getBoolean("copyblade.matrix") ? 1_000_000 : 50_000;

    @TempDir
    private static Path folder;

    private static Database database;

    @BeforeAll
    static void fill() throws Exception {
        database = Sqlite.open(folder.resolve("catalog.db"));
        database.write(connection -> {
            Rows.insert(connection, BACKUPS);
            return null;
        });
    }

    @AfterAll
    static void close() {
        database.close();
    }

    private static void isAnsweredBy(Query query, String plan) throws Exception {
        assertThat(steps(query)).as(query.sql()).containsExactly(plan);
    }

    private static List<String> steps(Query query) throws Exception {
        return database.read(connection -> new Query("explain query plan " + query.sql(), query.parameters())
                .rows(connection, row -> row.getString("detail")));
    }

    private static Query backups(String system, String profile, boolean usableOnly) {
        return Query.backups(
                new BackupQuery(Optional.ofNullable(system), Optional.ofNullable(profile), usableOnly, 100));
    }

    @Test
    void runs_andTheirJournal() throws Exception {
        isAnsweredBy(Query.run(7), "SEARCH run USING INTEGER PRIMARY KEY (rowid=?)");
        isAnsweredBy(
                Query.runs(100), "SCAN run"); // in the order of the table itself, backwards, and stops at the limit
        isAnsweredBy(Query.runs("s", 100), "SEARCH run USING INDEX run_of_system (system=?)");
        isAnsweredBy(Query.restores("s", 100), "SEARCH run USING INDEX restore_of_system (system=?)");
        isAnsweredBy(Query.restores("s", 7, 100), "SEARCH run USING INDEX restore_of_system (system=? AND number<?)");
        isAnsweredBy(
                Query.ended("BACKUP", "s", "p", 7, 100),
                "SEARCH run USING INDEX ended_run_of_profile (system=? AND profile=? AND kind=? AND number<?)");
        isAnsweredBy(Query.openRuns(), "SCAN run USING INDEX run_open"); // holds open runs only
        isAnsweredBy(Query.journal(7), "SEARCH journal USING INDEX sqlite_autoindex_journal_1 (run=?)");
    }

    @Test
    void lists() throws Exception {
        isAnsweredBy(backups(null, null, false), "SCAN backup USING INDEX backup_by_age"); // as with runs
        isAnsweredBy(backups(null, null, true), "SCAN backup USING INDEX usable_backup_by_age");
        isAnsweredBy(backups("s", null, false), "SEARCH backup USING INDEX backup_of_system_by_age (system=?)");
        isAnsweredBy(backups("s", null, true), "SEARCH backup USING INDEX usable_backup_of_system_by_age (system=?)");
        isAnsweredBy(backups(null, "p", false), "SEARCH backup USING INDEX backup_of_profile_by_age (profile=?)");
        isAnsweredBy(backups(null, "p", true), "SEARCH backup USING INDEX usable_backup_of_profile_by_age (profile=?)");
        isAnsweredBy(
                backups("s", "p", false), "SEARCH backup USING INDEX backup_of_both_by_age (system=? AND profile=?)");
        isAnsweredBy(
                backups("s", "p", true),
                "SEARCH backup USING INDEX usable_backup_of_both_by_age (system=? AND profile=?)");
    }

    @Test
    void pages() throws Exception {
        isAnsweredBy(Query.usable(7, 100), "SEARCH backup USING INDEX usable_backup (number>?)");
        isAnsweredBy(
                Query.byAge("p", new Query.Place(5, 5), 100),
                "SEARCH backup USING INDEX backup_of_profile_by_age (profile=? AND began>?)");
        isAnsweredBy(Query.good("s", 100), "SEARCH backup USING INDEX good_backup_of_system_by_age (system=?)");
    }

    @Test
    void whatIsDue() throws Exception {
        isAnsweredBy(
                Query.occupiedGenerations("p"),
                "SEARCH backup USING COVERING INDEX usable_generation_of_profile (profile=?)");
        isAnsweredBy(
                Query.lastOfNewest("p", 99),
                "SEARCH backup USING COVERING INDEX usable_backup_of_profile_by_age (profile=?)");
        isAnsweredBy(
                Query.unheldByAge("p", new Query.Place(5, 5), new Query.Place(7, 7), 100),
                "SEARCH backup USING INDEX unheld_backup_of_profile_by_age" + " (profile=? AND began>? AND began<?)");
        isAnsweredBy(
                Query.unheldByInstant("p", Query.Place.FIRST, new Query.Place(7, 7), 100),
                "SEARCH backup USING INDEX unheld_backup_of_profile_by_instant"
                        + " (profile=? AND shown>? AND shown<?)");
        isAnsweredBy(Query.placeByAge(7), "SEARCH backup USING INTEGER PRIMARY KEY (rowid=?)");
        isAnsweredBy(Query.placeByInstant(7), "SEARCH backup USING INTEGER PRIMARY KEY (rowid=?)");
    }

    @Test
    void singleBackups() throws Exception {
        isAnsweredBy(Query.backup(7), "SEARCH backup USING INTEGER PRIMARY KEY (rowid=?)");
        isAnsweredBy(Query.backupOfGroup("G"), "SEARCH copy_group USING INDEX sqlite_autoindex_copy_group_1 (name=?)");
        isAnsweredBy(
                Query.targetUse(new CopyTarget("flash", "box", "T7"), "p", 6),
                "SEARCH target_use USING INDEX sqlite_autoindex_target_use_1 (blade=? AND endpoint=? AND target=?)");
        assertThat(steps(Query.targetUses(
                        List.of(new CopyTarget("flash", "box", "T7"), new CopyTarget("flash", "box", "T8")), "p", 6)))
                .as("each by itself")
                .filteredOn(step -> step.contains("target_use"))
                .containsOnly(
                        "SEARCH target_use USING INDEX sqlite_autoindex_target_use_1 (blade=? AND endpoint=? AND target=?)")
                .hasSize(2);
        isAnsweredBy(Query.lastGood("s", false), "SEARCH backup USING INDEX good_backup_of_system_by_age (system=?)");
        isAnsweredBy(
                new Query(StoringChanges.LATEST_BEGUN, "s", 7),
                "SEARCH backup USING COVERING INDEX backup_of_system_by_age (system=? AND began>?)");
        isAnsweredBy(
                Query.lastGood("s", true), "SEARCH backup USING INDEX verified_backup_of_system_by_age (system=?)");
        isAnsweredBy(
                Query.lastEnded("BACKUP", "s", "p"),
                "SEARCH run USING INDEX ended_run_of_profile (system=? AND profile=? AND kind=?)");
        isAnsweredBy(Query.leftovers("s"), "SEARCH backup USING COVERING INDEX leftover_of_system (system=?)");
        isAnsweredBy(Query.order("O"), "SEARCH blade_order USING INDEX sqlite_autoindex_blade_order_1 (name=?)");
        isAnsweredBy(Query.ordersThatRemain(), "SCAN blade_order USING INDEX blade_order_that_remains");
        isAnsweredBy(Query.evidence(7), "SEARCH evidence USING INTEGER PRIMARY KEY (rowid=?)");
        isAnsweredBy(Query.setup("p"), "SEARCH setup USING INDEX sqlite_autoindex_setup_1 (profile=?)");
    }

    @Test
    void aQuestionWithoutAnIndex_isCaught() throws Exception {
        isAnsweredBy(new Query("select record from backup where body = ?", "x"), "SCAN backup");
    }

    @Test
    void answersAmongThemAreRight_andQuick() throws Exception {
        SqlCatalog catalog = new SqlCatalog(database);
        assertThat(catalog.backups(BackupQuery.NEWEST)).hasSize(100);
        assertThat(catalog.backups(BackupQuery.NEWEST).get(0).id()).isEqualTo(BackupId.of(BACKUPS));
        assertThat(catalog.openRuns()).isEmpty();
        assertThat(catalog.lastGood("system7", false)).isPresent();
        assertThat(catalog.backupOfGroup(Samples.group(BACKUPS / 2))).contains(BackupId.of(BACKUPS / 2));

        StringBuilder figures =
                new StringBuilder("figure: microseconds, median of 200, among " + BACKUPS + " backups:");
        figures.append(" list of 100 ").append(micros(() -> catalog.backups(BackupQuery.NEWEST)));
        figures.append(", last good ").append(micros(() -> catalog.lastGood("system7", true)));
        figures.append(", backup of a group ").append(micros(() -> catalog.backupOfGroup(Samples.group(7))));
        List<CopyTarget> targets = IntStream.range(0, 100)
                .mapToObj(number -> new CopyTarget("flash", "box", "T" + number))
                .toList();
        assertThat(catalog.usedByOthers(targets, "none", 6)).hasSize(600);
        figures.append(", uses of 100 targets ").append(micros(() -> catalog.usedByOthers(targets, "none", 6)));
        figures.append(", generations ").append(micros(() -> catalog.occupiedGenerations("profile7")));
        BackupId oldest =
                catalog.beyond(2, "profile7", Optional.empty(), 1).get(0).id();
        assertThat(catalog.beyond(2, "profile7", Optional.empty(), 10_000))
                .hasSize(BACKUPS / 100 / 100 - 2)
                .element(0)
                .extracting(Backup::id)
                .isEqualTo(oldest);
        assertThat(catalog.showingBefore(Instant.ofEpochMilli(oldest.number()), "profile7", Optional.empty(), 100))
                .isEmpty();
        figures.append(", page of 100 due ").append(micros(() -> catalog.beyond(2, "profile7", Optional.empty(), 100)));
        figures.append(", open runs ").append(micros(catalog::openRuns));
        AtomicLong number = new AtomicLong(BACKUPS);
        figures.append(", commit ").append(micros(() -> {
            catalog.commit(Committer.changes(number.incrementAndGet()));
            return null;
        }));
        System.out.println(figures);
    }

    private static String micros(Callable<?> question) throws Exception {
        long[] nanos = new long[200];
        for (int i = 0; i < nanos.length; i++) {
            long began = System.nanoTime();
            question.call();
            nanos[i] = System.nanoTime() - began;
        }
        Arrays.sort(nanos);
        return nanos[nanos.length / 2] / 1000 + " (p99 " + nanos[nanos.length * 99 / 100] / 1000 + ")";
    }
}
