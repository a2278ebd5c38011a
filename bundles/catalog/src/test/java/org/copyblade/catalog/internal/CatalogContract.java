package org.copyblade.catalog.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.copyblade.api.Backup;
import org.copyblade.api.Backup.State;
import org.copyblade.api.BackupId;
import org.copyblade.api.BackupQuery;
import org.copyblade.api.Consistency;
import org.copyblade.api.Evidence;
import org.copyblade.api.Outcome;
import org.copyblade.api.Run;
import org.copyblade.api.RunId;
import org.copyblade.catalog.Catalog;
import org.copyblade.catalog.CatalogException;
import org.copyblade.catalog.Change;
import org.copyblade.catalog.CopyTarget;
import org.copyblade.catalog.JournalEntry;
import org.copyblade.catalog.JournalEntry.Kind;
import org.copyblade.catalog.StoredBackup;
import org.copyblade.catalog.StoredOrder;
import org.copyblade.catalog.TargetUse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every catalog keeps, whatever database it lives in. */
abstract class CatalogContract {

    private Database database;
    private Catalog catalog;

    /** A database with no content; {@link #reopen} finds its content again. */
    abstract Database open() throws Exception;

    @BeforeEach
    void openIt() throws Exception {
        database = open();
        catalog = new SqlCatalog(database);
    }

    @AfterEach
    void closeIt() {
        database.close();
    }

    /** Takes the tables back to what a release before table {@code target_use} has left. */
    void withoutTargetUses(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("drop table given_number");
            statement.executeUpdate("drop table blade_order");
            statement.executeUpdate("drop table target_use");
            for (String index : List.of("usable_generation_of_profile", "unheld_backup_of_profile_by_age")) {
                statement.executeUpdate("drop index " + index);
            }
            statement.executeUpdate("drop index unheld_backup_of_profile_by_instant");
            for (String column : List.of("generation", "held", "shown")) {
                statement.executeUpdate("alter table backup drop column " + column);
            }
            for (String filter : List.of("", "usable_")) {
                statement.executeUpdate("drop index " + filter + "backup_by_age");
                for (String key : List.of("system", "profile", "both")) {
                    String index = filter + "backup_of_" + key;
                    statement.executeUpdate("drop index " + index + "_by_age");
                    statement.executeUpdate("create index " + index + " on backup (number)");
                }
            }
            for (String filter : List.of("good", "verified")) {
                statement.executeUpdate("drop index " + filter + "_backup_of_system_by_age");
                statement.executeUpdate("create index " + filter + "_backup_of_system on backup (number)");
            }
            statement.executeUpdate("alter table backup drop column began");
            statement.executeUpdate("delete from schema_history where version in ('4', '5', '6', '7', '8')");
        }
    }

    private void reopen() throws Exception {
        database.close();
        openIt();
    }

    private void save(Backup backup) throws Exception {
        catalog.commit(List.of(new Change.SaveBackup(Samples.stored(backup))));
    }

    @Test
    void everythingCommitted_isThereAfterReopening() throws Exception {
        Backup backup = Samples.backup(1, "ims1", "nightly", State.COMPLETE, Optional.of(true));
        catalog.commit(List.of(
                new Change.SaveRun(Samples.endedRun(1, Outcome.COMPLETE)),
                new Change.SaveBackup(Samples.stored(backup)),
                new Change.Append(Samples.entry(1, Kind.INTENT, "establish")),
                new Change.SaveEvidence(Samples.evidence(1)),
                new Change.SaveSetup(Samples.setup("nightly", "f1"))));
        reopen();
        assertThat(catalog.run(RunId.of(1))).contains(Samples.endedRun(1, Outcome.COMPLETE));
        assertThat(catalog.backup(BackupId.of(1))).contains(Samples.stored(backup));
        assertThat(catalog.journal(RunId.of(1))).containsExactly(Samples.entry(1, Kind.INTENT, "establish"));
        assertThat(catalog.evidence(BackupId.of(1))).contains(Samples.evidence(1));
        assertThat(catalog.setup("nightly")).contains(Samples.setup("nightly", "f1"));
    }

    @Test
    void whatIsNotThere_isAnsweredEmpty() throws Exception {
        assertThat(catalog.run(RunId.of(9))).isEmpty();
        assertThat(catalog.runs(10)).isEmpty();
        assertThat(catalog.openRuns()).isEmpty();
        assertThat(catalog.journal(RunId.of(9))).isEmpty();
        assertThat(catalog.backup(BackupId.of(9))).isEmpty();
        assertThat(catalog.backups(BackupQuery.NEWEST)).isEmpty();
        assertThat(catalog.backupOfGroup("NOGROUP1")).isEmpty();
        assertThat(catalog.usedByOthers(List.of(target(9)), "nightly", 6)).isEmpty();
        assertThat(catalog.usedByOthers(List.of(), "nightly", 6)).isEmpty();
        assertThat(catalog.lastGood("ims1", false)).isEmpty();
        assertThat(catalog.evidence(BackupId.of(9))).isEmpty();
        assertThat(catalog.setup("nightly")).isEmpty();
        catalog.commit(List.of());
    }

    @Test
    void aRunIsOpen_untilItIsSavedWithItsOutcome() throws Exception {
        catalog.commit(List.of(
                new Change.SaveRun(Samples.openRun(1)),
                new Change.SaveRun(Samples.openRun(2)),
                new Change.SaveRun(Samples.openRun(3))));
        catalog.commit(List.of(new Change.SaveRun(Samples.endedRun(2, Outcome.FAILED))));
        assertThat(catalog.openRuns()).containsExactly(Samples.openRun(1), Samples.openRun(3));
        assertThat(catalog.runs(2)).containsExactly(Samples.openRun(3), Samples.endedRun(2, Outcome.FAILED));
    }

    @Test
    void theJournalOfARun_keepsItsOrder() throws Exception {
        List<JournalEntry> all = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            JournalEntry mine = Samples.entry(7, i % 2 == 0 ? Kind.INTENT : Kind.OUTCOME, "step" + i);
            all.add(mine);
            catalog.commit(List.of(new Change.Append(Samples.entry(8, Kind.INTENT, "other")), new Change.Append(mine)));
        }
        assertThat(catalog.journal(RunId.of(7))).isEqualTo(all);
    }

    @Test
    void aWriteThatFailsHalfway_leavesNothing() throws Exception {
        StoringChanges storing = new StoringChanges();
        StoringChanges.Statements first = storing.saveRun(new Change.SaveRun(Samples.openRun(1)));
        assertThatThrownBy(() -> database.write(connection -> {
                    first.on(connection);
                    throw new IllegalStateException("died");
                }))
                .hasMessage("died");
        assertThatThrownBy(() -> database.write(connection -> {
                    first.on(connection);
                    throw new SQLException("refused");
                }))
                .isInstanceOf(CatalogException.class)
                .hasMessageContaining("refused");
        reopen(); // the failure may have made it unusable
        assertThat(catalog.openRuns()).isEmpty();
    }

    @Test
    void listsOfBackups_areNewestFirst_filtered_andLimited() throws Exception {
        save(Samples.backup(1, "ims1", "nightly", State.COMPLETE, Optional.empty()));
        save(Samples.backup(2, "ims2", "nightly", State.COMPLETE, Optional.empty()));
        save(Samples.backup(3, "ims1", "hourly", State.COMPLETE, Optional.empty()));
        save(Samples.backup(4, "ims1", "nightly", State.UNUSABLE, Optional.empty()));
        save(Samples.backup(10, "ims1", "nightly", State.RUNNING, Optional.empty()));
        Optional<String> all = Optional.empty();
        assertThat(numbers(all, all, false, 100)).containsExactly(10L, 4L, 3L, 2L, 1L);
        assertThat(numbers(all, all, false, 2)).containsExactly(10L, 4L);
        assertThat(numbers(all, all, true, 100)).containsExactly(3L, 2L, 1L);
        assertThat(numbers(Optional.of("ims1"), all, false, 100)).containsExactly(10L, 4L, 3L, 1L);
        assertThat(numbers(Optional.of("ims1"), all, true, 100)).containsExactly(3L, 1L);
        assertThat(numbers(all, Optional.of("nightly"), false, 100)).containsExactly(10L, 4L, 2L, 1L);
        assertThat(numbers(all, Optional.of("nightly"), true, 100)).containsExactly(2L, 1L);
        assertThat(numbers(Optional.of("ims1"), Optional.of("nightly"), false, 100))
                .containsExactly(10L, 4L, 1L);
        assertThat(numbers(Optional.of("ims1"), Optional.of("nightly"), true, 100))
                .containsExactly(1L);
        assertThat(numbers(Optional.of("none"), all, false, 100)).isEmpty();
    }

    private List<Long> numbers(Optional<String> system, Optional<String> profile, boolean usableOnly, int limit)
            throws Exception {
        return catalog.backups(new BackupQuery(system, profile, usableOnly, limit)).stream()
                .map(backup -> backup.id().number())
                .toList();
    }

    @Test
    void usableBackups_comeInPages_whateverIsUsableNoMoreMeanwhile() throws Exception {
        for (long number = 1; number <= 7; number++) {
            save(begun(number, number == 2 ? State.UNUSABLE : State.COMPLETE, 9 - number));
        }
        assertThat(page(0)).containsExactly(1L, 3L, 4L);
        save(begun(1, State.LOST, 8));
        assertThat(page(4)).containsExactly(5L, 6L, 7L);
        assertThat(page(7)).isEmpty();
    }

    private List<Long> page(long above) throws Exception {
        return catalog.usable(above, 3).stream()
                .map(backup -> backup.id().number())
                .toList();
    }

    @Test
    void lastGood_isTheNewestCompleteOne_andTheNewestVerifiedOne() throws Exception {
        Backup verified = Samples.backup(1, "ims1", "nightly", State.COMPLETE, Optional.of(true));
        Backup newest = Samples.backup(2, "ims1", "nightly", State.COMPLETE, Optional.empty());
        save(verified);
        save(newest);
        save(Samples.backup(3, "ims1", "nightly", State.COMPLETE, Optional.of(false)));
        save(Samples.backup(4, "ims1", "nightly", State.FAILED, Optional.empty()));
        save(Samples.backup(5, "ims2", "nightly", State.COMPLETE, Optional.of(true)));
        assertThat(catalog.lastGood("ims1", false)).contains(newest);
        assertThat(catalog.lastGood("ims1", true)).contains(verified);
        save(Samples.backup(1, "ims1", "nightly", State.EXPIRED, Optional.of(true)));
        assertThat(catalog.lastGood("ims1", true)).isEmpty();
    }

    @Test
    void copiesThatCannotBeRestoredAsTheyAre_areNeverTheLastGoodOne() throws Exception {
        Backup good = Samples.backup(1, "ims1", "nightly", State.COMPLETE, Optional.of(true));
        save(good);
        save(withConsistency(
                Samples.backup(2, "ims1", "undo:ims1", State.COMPLETE, Optional.of(true)), Consistency.STOPPED));
        save(withConsistency(Samples.backup(3, "ims1", "fuzzy", State.COMPLETE, Optional.of(true)), Consistency.NONE));
        assertThat(catalog.lastGood("ims1", false)).contains(good);
        assertThat(catalog.lastGood("ims1", true)).contains(good);
    }

    @Test
    void newestEndedRunOfAProfile_isFound() throws Exception {
        Run failed = Samples.endedRun(1, Outcome.FAILED);
        Run complete = Samples.endedRun(2, Outcome.COMPLETE);
        Run open = Samples.openRun(3);
        catalog.commit(List.of(new Change.SaveRun(failed), new Change.SaveRun(complete), new Change.SaveRun(open)));
        assertThat(catalog.lastEnded(failed.kind(), failed.system(), failed.profile()))
                .contains(complete);
        assertThat(catalog.lastEnded(failed.kind(), failed.system(), "another")).isEmpty();
    }

    @Test
    void runsOfASystem_areFoundAmongThoseOfOthers() throws Exception {
        List<Change> changes = new ArrayList<>();
        for (long number = 1; number <= 40; number++) {
            Run.Kind kind = number == 4 ? Run.Kind.RESTORE : number == 6 ? Run.Kind.UNDO : Run.Kind.BACKUP;
            changes.add(
                    new Change.SaveRun(Samples.run(number, kind, number < 10 && number % 2 == 0 ? "ims1" : "ims2")));
        }
        catalog.commit(changes);
        assertThat(catalog.runs("ims1", 3)).extracting(run -> run.id().number()).containsExactly(8L, 6L, 4L);
        assertThat(catalog.restores("ims1", 100))
                .extracting(run -> run.id().number())
                .containsExactly(6L, 4L);
        assertThat(catalog.restores("ims1", 1))
                .extracting(run -> run.id().number())
                .containsExactly(6L);
        assertThat(catalog.restores("ims2", 100)).isEmpty();
        assertThat(catalog.restores("ims1", RunId.of(6), 100))
                .extracting(run -> run.id().number())
                .containsExactly(4L);
        assertThat(catalog.restores("ims1", RunId.of(7), 1))
                .extracting(run -> run.id().number())
                .containsExactly(6L);
        assertThat(catalog.restores("ims1", RunId.of(4), 100)).isEmpty();
    }

    @Test
    void endedRunsOfAProfile_areFoundBehindYoungerOnes() throws Exception {
        List<Change> changes = new ArrayList<>();
        for (long number = 1; number <= 5; number++) {
            changes.add(new Change.SaveRun(Samples.endedRun(number, Outcome.CANCELLED)));
        }
        changes.add(new Change.SaveRun(Samples.openRun(3)));
        changes.add(new Change.SaveRun(Samples.run(2, Run.Kind.VERIFY, "ims1")));
        changes.add(new Change.SaveRun(Samples.run(9, Run.Kind.VERIFY, "ims1")));
        catalog.commit(changes);
        assertThat(catalog.ended(Run.Kind.BACKUP, "ims1", "nightly", RunId.of(5), 100))
                .extracting(run -> run.id().number())
                .containsExactly(4L, 2L, 1L);
        assertThat(catalog.ended(Run.Kind.BACKUP, "ims1", "nightly", RunId.of(5), 1))
                .extracting(run -> run.id().number())
                .containsExactly(4L);
        assertThat(catalog.ended(Run.Kind.BACKUP, "ims1", "weekly", RunId.of(5), 1))
                .isEmpty();
    }

    @Test
    void backupsThatBeganSince_areListedOldestFirst_inWhateverState() throws Exception {
        for (long number = 1; number <= 4; number++) {
            save(Samples.backup(number, "ims1", "nightly", State.RUNNING, Optional.empty()));
        }
        save(Samples.backup(2, "ims1", "nightly", State.EXPIRED, Optional.empty()));
        save(Samples.backup(5, "ims1", "weekly", State.COMPLETE, Optional.empty()));
        assertThat(ids(catalog.begunSince(Samples.THEN, "nightly", Optional.empty(), 100)))
                .containsExactly("B1", "B2", "B3", "B4");
        assertThat(ids(catalog.begunSince(Samples.THEN, "nightly", Optional.of(BackupId.of(1)), 2)))
                .containsExactly("B2", "B3");
        assertThat(catalog.begunSince(Samples.THEN.plusMillis(1), "nightly", Optional.empty(), 100))
                .isEmpty();
    }

    @Test
    void allGoodBackups_areListedNewestFirst() throws Exception {
        for (long number = 1; number <= 3; number++) {
            save(Samples.backup(number, "ims1", "nightly", State.COMPLETE, Optional.empty()));
        }
        save(Samples.backup(4, "ims1", "nightly", State.COMPLETE, Optional.of(false)));
        save(withConsistency(Samples.backup(5, "ims1", "nightly", State.COMPLETE, Optional.empty()), Consistency.NONE));
        save(Samples.backup(6, "ims1", "nightly", State.EXPIRED, Optional.empty()));
        save(Samples.backup(7, "ims2", "nightly", State.COMPLETE, Optional.empty()));
        assertThat(ids(catalog.good("ims1", 100))).containsExactly("B3", "B2", "B1");
        assertThat(ids(catalog.good("ims1", 2))).containsExactly("B3", "B2");
    }

    @Test
    void leftovers_areWhatMayBeOnTheStorageThoughItIsWorthNothing() throws Exception {
        save(Samples.backup(1, "ims1", "nightly", State.COMPLETE, Optional.empty()));
        save(Samples.backup(2, "ims1", "nightly", State.FAILED, Optional.empty()));
        save(Samples.backup(3, "ims2", "nightly", State.FAILED, Optional.empty()));
        Backup withdrawn = Samples.backup(4, "ims1", "nightly", State.EXPIRED, Optional.empty());
        catalog.commit(List.of(new Change.SaveBackup(new StoredBackup(withdrawn, "{}", false))));
        assertThat(catalog.leftovers("ims1")).containsExactly(BackupId.of(2));
    }

    @Test
    void copyOfAStoppedSystem_isAsGoodAsAny() throws Exception {
        Backup cold = withConsistency(
                Samples.backup(1, "ims1", "weekend", State.COMPLETE, Optional.empty()), Consistency.STOPPED);
        save(cold);
        assertThat(catalog.lastGood("ims1", false)).contains(cold);
    }

    @Test
    void theNumberOfABackupTakenBack_isNeverGivenAgain() throws Exception {
        save(Samples.backup(7, "ims1", "nightly", State.COMPLETE, Optional.empty()));
        assertThat(catalog.next(Catalog.Counter.BACKUP)).isEqualTo(8);
        save(Samples.backup(3, "ims1", "nightly", State.COMPLETE, Optional.empty()));
        assertThat(catalog.next(Catalog.Counter.BACKUP)).isEqualTo(9);
    }

    @Test
    void theNumberOfTheRunOfABackupTakenBack_isNeverGivenAgain() throws Exception {
        save(Samples.backup(7, "ims1", "nightly", State.COMPLETE, Optional.empty()));
        assertThat(catalog.next(Catalog.Counter.RUN)).isEqualTo(8);
        save(Samples.backup(3, "ims1", "nightly", State.COMPLETE, Optional.empty()));
        assertThat(catalog.next(Catalog.Counter.RUN)).isEqualTo(9);
    }

    private static Backup begun(Backup backup, Instant at) {
        return new Backup(
                backup.id(),
                backup.run(),
                backup.profile(),
                backup.system(),
                backup.state(),
                backup.reason(),
                backup.consistency(),
                backup.generation(),
                at,
                backup.pointInTime(),
                backup.windowMicros(),
                backup.position(),
                backup.verified(),
                backup.held(),
                backup.copies());
    }

    private static Backup begun(long number, State state, long daysLater) {
        return begun(
                Samples.backup(number, "ims1", "nightly", state, Optional.of(true)),
                Samples.THEN.plus(Duration.ofDays(daysLater)));
    }

    /** A rebuilt catalog gives a backup of the lost one a number above that of its own first backup. */
    private boolean takeBack(long number, String system) throws CatalogException {
        return catalog.takeBack(
                Samples.stored(Samples.backup(number, system, "nightly", State.COMPLETE, Optional.empty())),
                Samples.evidence(number));
    }

    @Test
    void backupOfALostCatalog_hasItsOwnNumber_whereNobodyHasIt() throws Exception {
        assertThat(takeBack(7, "ims1")).isTrue();
        assertThat(takeBack(3, "ims1")).isTrue();
        reopen();
        assertThat(catalog.backup(BackupId.of(7))).isPresent();
        assertThat(catalog.backup(BackupId.of(3))).isPresent();
        assertThat(catalog.evidence(BackupId.of(3))).contains(Samples.evidence(3));
        assertThat(catalog.next(Catalog.Counter.BACKUP)).isEqualTo(8);
    }

    @Test
    void numberOfAnotherBackup_isNotTakenBack() throws Exception {
        save(Samples.backup(4, "ims1", "nightly", State.FAILED, Optional.empty()));
        assertThat(takeBack(4, "ims2")).isFalse();
        assertThat(takeBack(5, "ims2")).isTrue();
        assertThat(takeBack(5, "ims3")).isFalse();
        assertThat(catalog.backup(BackupId.of(4)).orElseThrow().backup().system())
                .isEqualTo("ims1");
        assertThat(catalog.evidence(BackupId.of(4))).isEmpty();
        assertThat(catalog.backup(BackupId.of(5)).orElseThrow().backup().system())
                .isEqualTo("ims2");
    }

    /** Whoever was given it writes his backup down later, and may be another manager by then. */
    @Test
    void numberThatSomebodyWasGiven_isNotTakenBack() throws Exception {
        long given = catalog.next(Catalog.Counter.BACKUP);
        reopen();
        assertThat(takeBack(given, "ims2")).isFalse();
        save(Samples.backup(given, "ims1", "nightly", State.RESERVED, Optional.empty()));
        assertThat(takeBack(given, "ims2")).isFalse();
        assertThat(catalog.backup(BackupId.of(given)).orElseThrow().backup().system())
                .isEqualTo("ims1");
    }

    @Test
    void numbersGivenAndTakenBackAtOneTime_areNeverTheSame() throws Exception {
        int most = 60;
        Set<Long> given = ConcurrentHashMap.newKeySet();
        Set<Long> back = ConcurrentHashMap.newKeySet();
        List<Callable<Void>> all = new ArrayList<>();
        for (int thread = 0; thread < 4; thread++) {
            all.add(() -> {
                for (int i = 0; i < most / 4; i++) {
                    assertThat(given.add(catalog.next(Catalog.Counter.BACKUP))).isTrue();
                }
                return null;
            });
            all.add(() -> {
                for (int i = 0; i < most / 4; i++) {
                    // Most likely the very number that is given at this moment.
                    long number = given.size() + back.size() + 1L;
                    if (takeBack(number, "ims2")) {
                        back.add(number);
                    }
                }
                return null;
            });
        }
        ExecutorService threads = Executors.newFixedThreadPool(all.size());
        try {
            for (Future<Void> one : threads.invokeAll(all)) {
                one.get();
            }
        } finally {
            threads.shutdown();
        }
        assertThat(given).hasSize(most);
        assertThat(Collections.disjoint(given, back)).as(given + " and " + back).isTrue();
        for (long number : back) {
            assertThat(catalog.backup(BackupId.of(number))).isPresent();
        }
    }

    @Test
    void ofBackupsTakenBack_theOrderIsThatInWhichTheyWereTaken_whateverTheirNumbers() throws Exception {
        save(begun(1, State.RESERVED, 9));
        save(begun(1, State.COMPLETE, 9));
        save(begun(2, State.COMPLETE, 2));
        save(begun(3, State.COMPLETE, 1));
        isInOrder(1, 2, 3);
    }

    private void isInOrder(long... numbers) throws Exception {
        Long[] all = Arrays.stream(numbers).boxed().toArray(Long[]::new);
        for (Optional<String> system : List.of(Optional.of("ims1"), Optional.<String>empty())) {
            for (Optional<String> profile : List.of(Optional.of("nightly"), Optional.<String>empty())) {
                assertThat(numbers(system, profile, false, 100)).containsExactly(all);
                assertThat(numbers(system, profile, true, 100)).containsExactly(all);
            }
        }
        assertThat(catalog.lastGood("ims1", false)).map(Backup::id).contains(BackupId.of(numbers[0]));
        assertThat(catalog.lastGood("ims1", true)).map(Backup::id).contains(BackupId.of(numbers[0]));
    }

    /** A clock that was years ahead for one backup must not make it the newest of its system for years. */
    @Test
    void aBackupTakenAfterTheClockWentBack_isNewerThanThoseBeforeIt() throws Exception {
        save(begun(1, State.RESERVED, 0));
        save(begun(1, State.COMPLETE, 0));
        save(begun(2, State.RESERVED, 9000));
        save(begun(2, State.COMPLETE, 9000));
        save(begun(3, State.RESERVED, 1));
        save(begun(3, State.COMPLETE, 1));
        save(begun(4, State.RESERVED, 2));
        save(begun(4, State.COMPLETE, 2));
        isInOrder(4, 3, 2, 1);
    }

    @Test
    void backupsOfACatalogOfAnOlderRelease_areInTheOrderInWhichTheyWereTaken() throws Exception {
        save(begun(1, State.COMPLETE, 9));
        save(begun(2, State.COMPLETE, 2));
        database.write(connection -> {
            withoutTargetUses(connection);
            return null;
        });
        reopen();
        isInOrder(1, 2);
    }

    private static Backup withConsistency(Backup backup, Consistency consistency) {
        return new Backup(
                backup.id(),
                backup.run(),
                backup.profile(),
                backup.system(),
                backup.state(),
                backup.reason(),
                consistency,
                backup.generation(),
                backup.startedAt(),
                backup.pointInTime(),
                backup.windowMicros(),
                backup.position(),
                backup.verified(),
                backup.held(),
                backup.copies());
    }

    @Test
    void aGroup_leadsToItsBackup_evenWhenTheBackupHasLostTheCopy() throws Exception {
        save(Samples.backup(1, "ims1", "nightly", State.COMPLETE, Optional.empty()));
        Backup without = withoutCopies(Samples.backup(1, "ims1", "nightly", State.EXPIRED, Optional.empty()));
        save(without);
        assertThat(catalog.backupOfGroup(Samples.group(1))).contains(BackupId.of(1));
        assertThat(catalog.backup(BackupId.of(1)).orElseThrow().backup()).isEqualTo(without);
    }

    private static Backup withoutCopies(Backup backup) {
        return new Backup(
                backup.id(),
                backup.run(),
                backup.profile(),
                backup.system(),
                backup.state(),
                backup.reason(),
                backup.consistency(),
                backup.generation(),
                backup.startedAt(),
                backup.pointInTime(),
                backup.windowMicros(),
                backup.position(),
                backup.verified(),
                backup.held(),
                List.of());
    }

    private static CopyTarget target(long number) {
        return new CopyTarget("reflink", "host", "/slb/" + Samples.group(number));
    }

    private static TargetUse use(long number, String profile) {
        return new TargetUse(target(number), BackupId.of(number), profile);
    }

    private static Backup on(Backup backup, String... targets) {
        return backup.withCopies(List.of(new Backup.Copy("GROUP001", "flash", "box", "fast", List.of(targets))));
    }

    @Test
    void targets_areUsedByTheUsableBackupsOfOtherProfilesOnly() throws Exception {
        save(Samples.backup(1, "ims1", "nightly", State.COMPLETE, Optional.empty()));
        save(Samples.backup(2, "ims2", "weekly", State.COMPLETE, Optional.empty()));
        save(Samples.backup(3, "ims2", "weekly", State.RUNNING, Optional.empty()));
        List<CopyTarget> all = List.of(target(1), target(2), target(3), target(9));
        assertThat(catalog.usedByOthers(all, "monthly", 6)).containsExactly(use(1, "nightly"), use(2, "weekly"));
        assertThat(catalog.usedByOthers(all, "weekly", 6)).containsExactly(use(1, "nightly"));
        CopyTarget elsewhere = new CopyTarget("reflink", "other", target(1).name());
        assertThat(catalog.usedByOthers(List.of(elsewhere), "monthly", 6)).isEmpty();
        save(Samples.backup(1, "ims1", "nightly", State.OVERWRITTEN, Optional.empty()));
        reopen();
        assertThat(catalog.usedByOthers(all, "monthly", 6)).containsExactly(use(2, "weekly"));
    }

    @Test
    void ofSeveralBackupsOnATarget_theNewestAreNamedFirst() throws Exception {
        save(on(Samples.backup(1, "ims1", "a", State.COMPLETE, Optional.empty()), "V1 -> T1", "V2 -> T1", "V3 -> "));
        save(on(Samples.backup(2, "ims1", "b", State.COMPLETE, Optional.empty()), "V1 -> T1"));
        CopyTarget target = new CopyTarget("flash", "box", "T1");
        assertThat(catalog.usedByOthers(List.of(target), "c", 6))
                .containsExactly(
                        new TargetUse(target, BackupId.of(2), "b"), new TargetUse(target, BackupId.of(1), "a"));
        assertThat(catalog.usedByOthers(List.of(target), "c", 1))
                .containsExactly(new TargetUse(target, BackupId.of(2), "b"));
        assertThat(catalog.usedByOthers(List.of(target), "b", 6))
                .containsExactly(new TargetUse(target, BackupId.of(1), "a"));
    }

    @Test
    void targetsOfACatalogOfAnOlderRelease_areFound() throws Exception {
        save(Samples.backup(1, "ims1", "nightly", State.COMPLETE, Optional.empty()));
        save(Samples.backup(2, "ims1", "nightly", State.OVERWRITTEN, Optional.empty()));
        save(on(Samples.backup(3, "ims1", "a", State.COMPLETE, Optional.empty()), "V1 -> T1", "V2 -> T1", "V3 -> "));
        save(Samples.backup(4, "ims1", "b", State.COMPLETE, Optional.empty()).withCopies(List.of()));
        database.write(connection -> {
            withoutTargetUses(connection);
            return null;
        });
        reopen();
        CopyTarget flash = new CopyTarget("flash", "box", "T1");
        assertThat(catalog.usedByOthers(List.of(target(1), target(2), flash), "c", 6))
                .containsExactly(use(1, "nightly"), new TargetUse(flash, BackupId.of(3), "a"));
        save(Samples.backup(1, "ims1", "nightly", State.EXPIRED, Optional.empty()));
        assertThat(catalog.usedByOthers(List.of(target(1)), "c", 6)).isEmpty();
    }

    private static Backup showing(long number, Instant at) {
        Backup backup = Samples.backup(number, "ims1", "nightly", State.COMPLETE, Optional.empty());
        return backup.withWindow(Optional.of(at), backup.windowMicros());
    }

    private static List<String> ids(List<Backup> backups) {
        return backups.stream().map(backup -> backup.id().value()).toList();
    }

    private List<String> beyond(int newest) throws Exception {
        return ids(catalog.beyond(newest, "nightly", Optional.empty(), 100));
    }

    private List<String> before(Instant instant) throws Exception {
        return ids(catalog.showingBefore(instant, "nightly", Optional.empty(), 100));
    }

    @Test
    void whatIsBeyondTheNewest_isListedOldestFirst_butHeldOnesOnlyCount() throws Exception {
        for (long number = 1; number <= 6; number++) {
            save(showing(number, Samples.THEN));
        }
        save(showing(2, Samples.THEN).withHeld(true));
        save(showing(6, Samples.THEN).withHeld(true));
        save(showing(4, Samples.THEN).withState(State.LOST, "away"));
        save(Samples.backup(7, "ims1", "weekly", State.COMPLETE, Optional.empty()));
        assertThat(beyond(0)).containsExactly("B1", "B3", "B5");
        assertThat(beyond(1)).containsExactly("B1", "B3", "B5");
        assertThat(beyond(2)).containsExactly("B1", "B3");
        assertThat(beyond(4)).containsExactly("B1");
        assertThat(beyond(5)).isEmpty();
        assertThat(beyond(99)).isEmpty();
        assertThat(ids(catalog.beyond(0, "nightly", Optional.empty(), 2))).containsExactly("B1", "B3");
        assertThat(ids(catalog.beyond(0, "nightly", Optional.of(BackupId.of(3)), 2)))
                .containsExactly("B5");
        save(showing(2, Samples.THEN).withHeld(false));
        save(showing(3, Samples.THEN).withState(State.EXPIRED, ""));
        reopen();
        assertThat(beyond(1)).containsExactly("B1", "B2", "B5");
    }

    @Test
    void whatIsBeyondTheNewest_goesByTheOrderOfAge_notByNumbers() throws Exception {
        for (long number = 1; number <= 3; number++) {
            Instant began = Samples.THEN.minusSeconds(number * 60);
            Backup backup = Samples.backup(number, "ims1", "nightly", State.COMPLETE, Optional.empty());
            save(new Backup(
                    backup.id(),
                    backup.run(),
                    backup.profile(),
                    backup.system(),
                    backup.state(),
                    backup.reason(),
                    backup.consistency(),
                    backup.generation(),
                    began,
                    backup.pointInTime(),
                    backup.windowMicros(),
                    backup.position(),
                    backup.verified(),
                    backup.held(),
                    backup.copies()));
        }
        assertThat(beyond(1)).containsExactly("B3", "B2");
    }

    @Test
    void whatShowsAnEarlierInstant_isListedOldestFirst_toTheMillisecond() throws Exception {
        Instant noon = Instant.parse("2026-03-02T12:00:00Z");
        save(showing(1, noon.minusMillis(1)));
        save(showing(2, noon.minusSeconds(5)));
        save(showing(3, noon));
        save(showing(4, noon.minusSeconds(1)).withHeld(true));
        save(showing(5, noon.minusSeconds(1)).withState(State.EXPIRED, ""));
        save(showing(6, noon).withWindow(Optional.empty(), OptionalLong.empty()));
        assertThat(before(noon)).containsExactly("B6", "B2", "B1");
        assertThat(ids(catalog.showingBefore(noon, "nightly", Optional.of(BackupId.of(6)), 1)))
                .containsExactly("B2");
        assertThat(before(Samples.THEN)).isEmpty();
        assertThat(ids(catalog.showingBefore(noon, "weekly", Optional.empty(), 1)))
                .isEmpty();
    }

    @Test
    void generationsOfUsableBackups_areOccupied() throws Exception {
        assertThat(catalog.occupiedGenerations("nightly")).isEmpty();
        save(showing(1, Samples.THEN));
        save(showing(2, Samples.THEN).withHeld(true));
        save(Samples.backup(3, "ims1", "weekly", State.RUNNING, Optional.empty()));
        assertThat(catalog.occupiedGenerations("nightly")).containsExactly(1);
        assertThat(catalog.occupiedGenerations("weekly")).isEmpty();
    }

    @Test
    void whatIsDueInACatalogOfAnOlderRelease_isFound() throws Exception {
        save(showing(1, Samples.THEN.minusSeconds(60)));
        save(showing(2, Samples.THEN).withHeld(true));
        save(showing(3, Samples.THEN.plusSeconds(60)).withWindow(Optional.empty(), OptionalLong.empty()));
        save(showing(4, Samples.THEN.plusSeconds(60)));
        database.write(connection -> {
            withoutTargetUses(connection);
            return null;
        });
        reopen();
        assertThat(beyond(1)).containsExactly("B1", "B3");
        assertThat(before(Samples.THEN.plusSeconds(60))).containsExactly("B1", "B3");
        assertThat(before(Samples.THEN)).containsExactly("B1");
        assertThat(catalog.occupiedGenerations("nightly")).containsExactly(1);
    }

    @Test
    void orders_areFoundByName_andThoseThatRemain() throws Exception {
        StoredOrder ended = new StoredOrder("ORDER001", RunId.of(7), "dss", "zos1", true);
        StoredOrder left = new StoredOrder("ORDER002", RunId.of(5), "dss", "zos1", true);
        catalog.commit(List.of(new Change.SaveOrder(ended), new Change.SaveOrder(left)));
        assertThat(catalog.ordersThatRemain()).containsExactly(left, ended);
        catalog.commit(List.of(new Change.SaveOrder(ended.gone())));
        reopen();
        assertThat(catalog.ordersThatRemain()).containsExactly(left);
        assertThat(catalog.order("ORDER001")).contains(ended.gone());
        assertThat(catalog.order("ORDER003")).isEmpty();
    }

    @Test
    void evidenceAndSetup_areReplaced() throws Exception {
        Evidence other = new Evidence(BackupId.of(1), false, "not held", List.of());
        catalog.commit(List.of(
                new Change.SaveEvidence(Samples.evidence(1)),
                new Change.SaveSetup(Samples.setup("nightly", "f1")),
                new Change.SaveEvidence(other),
                new Change.SaveSetup(Samples.setup("nightly", "f2"))));
        assertThat(catalog.evidence(BackupId.of(1))).contains(other);
        assertThat(catalog.setup("nightly")).contains(Samples.setup("nightly", "f2"));
    }

    @Test
    void numbersAreNeverGivenTwice_byManyThreads_norAfterReopening() throws Exception {
        Set<Long> runs = ConcurrentHashMap.newKeySet();
        Set<Long> epochs = ConcurrentHashMap.newKeySet();
        List<Callable<Void>> work = new ArrayList<>();
        for (int thread = 0; thread < 4; thread++) {
            work.add(() -> {
                for (int i = 0; i < 25; i++) {
                    assertThat(runs.add(catalog.next(Catalog.Counter.RUN))).isTrue();
                    assertThat(epochs.add(catalog.nextEpoch("ims1"))).isTrue();
                }
                return null;
            });
        }
        inParallel(work);
        reopen();
        assertThat(catalog.next(Catalog.Counter.RUN)).isEqualTo(101);
        assertThat(catalog.next(Catalog.Counter.BACKUP)).isEqualTo(1);
        assertThat(catalog.nextEpoch("ims1")).isGreaterThan(Collections.max(epochs));
    }

    @Test
    void epochsGoOnAboveThoseOfALostCatalog() throws Exception {
        long begin = System.currentTimeMillis();
        long first = catalog.nextEpoch("ims1");
        assertThat(first).isGreaterThanOrEqualTo(begin);
        assertThat(catalog.nextEpoch("ims1")).isGreaterThan(first);
    }

    @Test
    void theEpochGivenLast_isThatOfTheSystem_howeverOftenItIsAsked() throws Exception {
        assertThat(catalog.lastEpoch("ims1")).isZero();
        long first = catalog.nextEpoch("ims1");
        catalog.nextEpoch("ims2");
        assertThat(catalog.lastEpoch("ims1")).isEqualTo(first);
        long second = catalog.nextEpoch("ims1");
        reopen();
        assertThat(catalog.lastEpoch("ims1")).isEqualTo(second);
        assertThat(catalog.lastEpoch("ims1")).isEqualTo(second);
    }

    @Test
    void readersSeeEachCommitWholeOrNotAtAll() throws Exception {
        AtomicBoolean writing = new AtomicBoolean(true);
        Callable<Void> writer = () -> {
            try {
                for (int i = 0; i < 100; i++) {
                    Outcome outcome = i % 2 == 0 ? Outcome.FAILED : Outcome.COMPLETE;
                    catalog.commit(List.of(
                            new Change.SaveRun(Samples.endedRun(1, outcome)),
                            new Change.SaveRun(Samples.endedRun(2, outcome))));
                }
            } finally {
                writing.set(false);
            }
            return null;
        };
        Callable<Void> reader = () -> {
            while (writing.get()) {
                assertThat(catalog.runs(2).stream().map(Run::outcome).distinct().count())
                        .isLessThanOrEqualTo(1);
            }
            return null;
        };
        inParallel(List.of(writer, reader, reader));
    }

    private static void inParallel(List<Callable<Void>> work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(work.size());
        try {
            for (Future<Void> each : threads.invokeAll(work)) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
