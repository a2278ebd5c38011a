package org.copyblade.system.postgresql.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.copyblade.demo.fixture.Ledger;
import org.copyblade.demo.fixture.LedgerLoad;
import org.copyblade.demo.fixture.PostgresServer.Shutdown;
import org.copyblade.demo.fixture.ScratchDirectory;
import org.copyblade.system.postgresql.internal.directory.ControlFile;
import org.copyblade.system.postgresql.internal.directory.LogEnd;
import org.copyblade.system.postgresql.internal.directory.LogWalk;
import org.copyblade.system.postgresql.internal.directory.Lsn;
import org.copyblade.system.postgresql.internal.host.HostProcess;
import org.copyblade.system.spi.CopyChecker.CheckReport;
import org.copyblade.system.spi.CopyChecker.CopyPosition;
import org.copyblade.system.spi.DataSet;
import org.copyblade.system.spi.Position;
import org.copyblade.system.spi.Restorable.RecoveryPlan;
import org.copyblade.system.spi.Resumption.Verdict;
import org.copyblade.system.spi.SuspendToken;
import org.copyblade.system.spi.SystemFinding;
import org.copyblade.system.spi.SystemLayout;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CopyCheckerTest {

    private static final int SEGMENT = 1 << 24;

    private Path work;
    private TestServer test;
    private TreeCopies copies;

    @BeforeEach
    void start() throws Exception {
        work = ScratchDirectory.quick("checker").path();
        test = TestServer.start(options -> options.walDirectory(work.resolve("wal"))
                .setting("max_prepared_transactions", "5")
                .setting("archive_mode", "on")
                .setting("archive_command", "touch " + work + "/archived")
                .setting("synchronous_commit", "on"));
        test.server.createTablespace("fast", work.resolve("fast"));
        test.server.execute("create table kept (i int primary key, t text) tablespace fast");
        test.server.execute("insert into kept select g, repeat('x', 200) from generate_series(1, 5000) g");
        test.server.execute("checkpoint");
        copies = new TreeCopies(work.resolve("copies"));
    }

    @AfterEach
    void stop() throws Exception {
        if (test != null) {
            test.close();
        }
        TreeCopies.delete(work);
    }

    @Test
    void aPlainCopyUnderSuspensionPassesUnderLoad() throws Exception {
        try (var connection = test.server.connect()) {
            Ledger.create(connection, 100);
        }
        SystemLayout layout = test.system.discover(TestServer.soon());
        Position before;
        try (LedgerLoad load = LedgerLoad.start(test.server::connect, 2, 200)) {
            load.awaitCommits(50);
            test.system.settle(Long.MAX_VALUE, TestServer.soon());
            SuspendToken token = test.system.arm(System.currentTimeMillis(), Duration.ofSeconds(60), TestServer.soon());
            before = test.system.position(TestServer.soon());
            test.system.suspend(token, TestServer.soon());
            copies.take(layout);
            assertThat(test.system.resume(token).verdict()).isEqualTo(Verdict.IN_FORCE);
            test.system.disarm(token);
            load.awaitCommits(20);
        }

        CopyPosition seen = test.system.inspect(layout, copies.exposed(layout), before, TestServer.soon());
        assertThat(seen.why()).isEmpty();
        assertThat(seen.complete()).isTrue();
        assertThat(seen.position().reaches(before)).isTrue();
        CheckReport report = test.system.tryOut(layout, copies.exposed(layout), List.of(), TestServer.soon());
        assertThat(report.failures()).isEmpty();
        assertThat(report.passed()).isTrue();
        assertThat(report.checks())
                .anyMatch(line -> line.matches("postgres: \\d+ indexes agree with their tables \\(amcheck\\)"))
                .anyMatch(line ->
                        line.matches("postgres: \\d+ tables (are sound page by page \\(amcheck\\)|could be read)"))
                .anyMatch(line -> line.matches("\\d+ pages in \\d+ files carry the right checksum"));
        assertThat(Lsn.parse(report.position()).compareTo(new Lsn(before.order())))
                .isPositive();
        theOriginalWasLeftAlone();
    }

    @Test
    void aCopyInBackupModePassesAndReachesItsStop() throws Exception {
        SystemLayout layout = test.system.discover(TestServer.soon());
        var token = test.system.begin("check", TestServer.soon());
        copies.take(layout, set -> !set.name().equals("wal"));
        test.server.execute("update kept set t = 'late'");
        test.server.execute("checkpoint");
        var end = test.system.end(token, TestServer.soon());
        copies.take(layout, set -> set.name().equals("wal"));
        test.system.release(token, TestServer.soon());

        CopyPosition seen = test.system.inspect(layout, copies.exposed(layout), end.stop(), TestServer.soon());
        assertThat(seen.why()).isEmpty();
        assertThat(seen.complete()).isTrue();
        // What the server's user may have put there.
        Path label = work.resolve("copies/data/backup_label");
        Path victim = Files.writeString(work.resolve("victim"), "of somebody else");
        Files.createSymbolicLink(label, victim);
        Path askers = noteTheProgramInTheCopy();

        CheckReport report = test.system.tryOut(layout, copies.exposed(layout), end.files(), TestServer.soon());
        assertThat(report.failures()).isEmpty();
        assertThat(victim).hasContent("of somebody else");
        assertThat(label).doesNotExist();
        assertThat(Files.readAllLines(askers)).isNotEmpty().containsOnly(test.server.osUser());
        theOriginalWasLeftAlone();
    }

    /** A program that writes down who runs it, named by the file in which the server notes its own. */
    private Path noteTheProgramInTheCopy() throws Exception {
        Path place = test.server.makeDirectory(test.server.socketDirectory().resolve("bin"));
        Path askers = place.resolve("askers");
        Path program = Files.writeString(
                place.resolve("postgres"),
                "#!/bin/sh\nid -un >> '" + askers + "'\nexec '"
                        + test.server.binaries().program("postgres") + "' \"$@\"\n");
        program.toFile().setExecutable(true, false);
        Files.writeString(work.resolve("copies/data/postmaster.opts"), program + "\n");
        return askers;
    }

    @Test
    void aSegmentMissingInBackupModeIsFoundByLookingAndByTrying() throws Exception {
        SystemLayout layout = test.system.discover(TestServer.soon());
        var token = test.system.begin("gap", TestServer.soon());
        copies.take(layout, set -> !set.name().equals("wal"));
        test.server.execute("select pg_switch_wal()");
        test.server.execute("update kept set t = 'late'");
        var end = test.system.end(token, TestServer.soon());
        copies.take(layout, set -> set.name().equals("wal"));
        test.system.release(token, TestServer.soon());
        String name = Lsn.segmentName(1, new Lsn(end.stop().order()).segment(SEGMENT), SEGMENT);
        Files.delete(work.resolve("copies/wal").resolve(name));

        CopyPosition seen = test.system.inspect(layout, copies.exposed(layout), end.stop(), TestServer.soon());
        assertThat(seen.complete()).isFalse();
        assertThat(seen.why()).endsWith("needed is " + end.stop().text() + ": segment " + name + " is missing");
        CheckReport report = test.system.tryOut(layout, copies.exposed(layout), end.files(), TestServer.soon());
        assertThat(report.passed()).isFalse();
    }

    @Test
    void everyByteOfTheLogCounts() throws Exception {
        SystemLayout layout = test.system.discover(TestServer.soon());
        test.server.execute("checkpoint");
        test.server.execute("update kept set t = 'more' where i < 100");
        Position before = test.system.position(TestServer.soon());
        test.server.stop(Shutdown.IMMEDIATE);
        copies.take(layout);
        assertThat(test.system
                        .inspect(layout, copies.exposed(layout), before, TestServer.soon())
                        .why())
                .isEmpty();
        String name = Lsn.segmentName(1, new Lsn(before.order()).segment(SEGMENT), SEGMENT);
        try (RandomAccessFile log =
                new RandomAccessFile(work.resolve("copies/wal").resolve(name).toFile(), "rw")) {
            log.seek((before.order() & SEGMENT - 1) - 40);
            int one = log.read();
            log.seek((before.order() & SEGMENT - 1) - 40);
            log.write(one ^ 1);
        }

        CopyPosition seen = test.system.inspect(layout, copies.exposed(layout), before, TestServer.soon());

        assertThat(seen.complete()).isFalse();
        assertThat(seen.position().reaches(before)).isFalse();
        assertThat(seen.why()).contains("the log ends there");
    }

    @Test
    void theLogEndsWhereTheServerSaysItDoes() throws Exception {
        test.server.execute("checkpoint");
        for (int i = 0; i < 3; i++) {
            test.server.execute("insert into kept select g, repeat('y', 3000) from generate_series(10000, 16000) g");
            test.server.execute("delete from kept where i >= 10000");
            test.server.execute("select pg_switch_wal()");
        }
        test.server.execute("select pg_logical_emit_message(true, 'big', repeat('z', 300000))");
        String end = test.server.query("select pg_current_wal_flush_lsn()");
        test.server.crash();
        ControlFile control = ControlFile.of(test.server.dataDirectory());

        LogEnd found = LogWalk.from(control.redo(), work.resolve("wal"), control, TestServer.soon());

        assertThat(found.records().compareTo(Lsn.parse(end))).isGreaterThanOrEqualTo(0);
        assertThat(found.newTablespaces()).isEmpty();
        test.server.start();
        assertThat(beginOfNext(found.records())).isEqualTo(whereRecoveryFoundNone(test.server.log()));
    }

    /** Where the record after this position begins: behind the header if a page begins there. */
    private static Lsn beginOfNext(Lsn end) {
        if (end.value() % 8192 != 0) {
            return end;
        }
        return new Lsn(end.value() + (end.value() % SEGMENT == 0 ? 40 : 24));
    }

    /** The server's own word on where the log ends. */
    private static Lsn whereRecoveryFoundNone(String log) {
        String recovery = log.substring(log.lastIndexOf("redo starts at "), log.lastIndexOf("redo done at "));
        Matcher positions = Pattern.compile(" at ([0-9A-F]+/[0-9A-F]+)").matcher(recovery);
        String last = "";
        while (positions.find()) {
            last = positions.group(1);
        }
        return Lsn.parse(last);
    }

    @Test
    void aTablespaceMadeAfterTheCheckpointIsNotTriedOut() throws Exception {
        SystemLayout old = test.system.discover(TestServer.soon());
        test.server.execute("checkpoint");
        test.server.createTablespace("late", work.resolve("late"));
        SystemLayout layout = test.system.discover(TestServer.soon());
        test.server.stop(Shutdown.IMMEDIATE);
        copies.take(layout);

        CheckReport report = test.system.tryOut(layout, copies.exposed(layout), List.of(), TestServer.soon());
        assertThat(report.passed()).isFalse();
        assertThat(report.failures())
                .containsExactly("recovery would make a tablespace in " + work.resolve("late")
                        + ", where the original has it: this copy can only be restored, not tried out");
        assertThat(test.system
                        .tryOut(old, copies.exposed(old), List.of(), TestServer.soon())
                        .failures())
                .singleElement()
                .asString()
                .endsWith(" was made after the layout was read");
    }

    @Test
    void damagedPagesAndIndexesAreFound() throws Exception {
        SystemLayout layout = test.system.discover(TestServer.soon());
        String file = test.server.query("select pg_relation_filepath('kept_pkey')");
        test.server.stop(Shutdown.FAST);
        copies.take(layout);
        Path index = work.resolve("copies/data").resolve(file);
        if (!Files.exists(index)) {
            throw new IOException("no such file: " + index);
        }
        try (RandomAccessFile pages = new RandomAccessFile(index.toFile(), "rw")) {
            pages.seek(8192 + 8000);
            pages.write(new byte[] {1, 2, 3, 4});
        }

        CheckReport report = test.system.tryOut(layout, copies.exposed(layout), List.of(), TestServer.soon());

        assertThat(report.passed()).isFalse();
        assertThat(report.failures()).isNotEmpty().allMatch(line -> line.contains("kept_pkey"));
    }

    /** The negative control: without a hold the log may be older than the pages, and that is found. */
    @Test
    void aCopyOfARunningServerWithoutHoldIsCaught() throws Exception {
        try (var connection = test.server.connect()) {
            Ledger.create(connection, 100);
        }
        SystemLayout layout = test.system.discover(TestServer.soon());
        boolean caught = false;
        try (LedgerLoad load = LedgerLoad.start(test.server::connect, 2, 200)) {
            for (int attempt = 0; attempt < 5 && !caught; attempt++) {
                copies = new TreeCopies(work.resolve("copies-" + attempt));
                copies.take(layout, set -> set.name().equals("wal"));
                test.server.execute("update kept set t = 'newer " + attempt + "'");
                test.server.execute("checkpoint");
                copies.take(layout, set -> !set.name().equals("wal"));
                Position before = test.system.position(TestServer.soon());
                CopyPosition seen = test.system.inspect(layout, copies.exposed(layout), before, TestServer.soon());
                CheckReport report = test.system.tryOut(layout, copies.exposed(layout), List.of(), TestServer.soon());
                caught = !seen.complete() && !report.passed();
            }
            assertThat(load.failure()).isEmpty();
        }
        assertThat(caught).isTrue();
        theOriginalWasLeftAlone();
    }

    @Test
    void aCopyWithoutGateIsRefused() throws Exception {
        SystemLayout layout = test.system.discover(TestServer.soon());
        Position now = test.system.position(TestServer.soon());
        test.server.stop(Shutdown.FAST);
        copies.take(layout);
        Files.delete(work.resolve("copies/data/global/pg_control"));

        assertThatThrownBy(() -> test.system.inspect(layout, copies.exposed(layout), now, TestServer.soon()))
                .hasMessageEndingWith("global/pg_control is not there");
        assertThatThrownBy(() -> test.system.tryOut(layout, copies.exposed(layout), List.of(), TestServer.soon()))
                .hasMessageEndingWith("global/pg_control is not there");
    }

    @Test
    void triggersAreNotFired_andOneThatIsAllTheSameFailsTheCheckOnly() throws Exception {
        Path fired = test.server.makeDirectory(work.resolve("fired")).resolve("spy");
        test.server.execute("create function spy() returns event_trigger language plpgsql as"
                + " 'begin copy (select 1) to ''" + fired + "''; end'");
        test.server.execute("create function never() returns event_trigger language plpgsql as"
                + " 'begin raise exception ''never here''; end'");
        test.server.execute("create event trigger a on ddl_command_start when tag in ('CREATE EXTENSION')"
                + " execute function spy()");
        test.server.execute("create event trigger b on ddl_command_start when tag in ('CREATE EXTENSION')"
                + " execute function never()");
        test.server.execute("alter event trigger b enable always");
        test.server.execute("alter database postgres set session_replication_role = origin");
        SystemLayout layout = test.system.discover(TestServer.soon());
        boolean switchable = Integer.parseInt(test.server.query("show server_version_num")) >= 170000;
        test.server.stop(Shutdown.FAST);
        copies.take(layout);

        CheckReport report = test.system.tryOut(layout, copies.exposed(layout), List.of(), TestServer.soon());

        assertThat(fired).doesNotExist();
        if (switchable) {
            assertThat(report.failures()).isEmpty();
        } else {
            assertThat(report.failures())
                    .singleElement()
                    .asString()
                    .startsWith("postgres: amcheck: ")
                    .contains("never here");
        }
    }

    @Test
    void preparedTransactionsComeBackInTheClone() throws Exception {
        test.server.execute("begin; insert into kept values (99999, 'p'); prepare transaction 'held'");
        SystemLayout layout = test.system.discover(TestServer.soon());
        test.server.stop(Shutdown.IMMEDIATE);
        copies.take(layout);

        assertThat(test.system
                        .tryOut(layout, copies.exposed(layout), List.of(), TestServer.soon())
                        .failures())
                .isEmpty();
    }

    /** The negative control of a copy that lacks what lies behind a link: usual links are none, and stay untouched. */
    @Test
    void dataBehindALinkIsMissing_andWhatUsualLinksLeadToIsLeftAlone() throws Exception {
        test.server.stop(Shutdown.FAST);
        Path data = test.server.dataDirectory();
        moveBehindALink(data.resolve("pg_stat_tmp"), work.resolve("stat"));
        moveBehindALink(data.resolve("pg_notify"), work.resolve("notify"));
        test.server.makeDirectory(work.resolve("sorts"));
        Files.createSymbolicLink(data.resolve("base/pgsql_tmp"), work.resolve("sorts"));
        test.server.makeDirectory(work.resolve("log"));
        Files.createSymbolicLink(data.resolve("log"), work.resolve("log"));
        test.server.start();
        Path sort = Files.createFile(work.resolve("sorts/pgsql_tmp4711.0"));
        Path statistics = Files.createFile(work.resolve("stat/kept.stat"));
        SystemLayout layout = test.system.discover(TestServer.soon());
        assertThat(layout.findings()).noneMatch(finding -> finding.severity() == SystemFinding.Severity.ERROR);
        Position position = test.system.position(TestServer.soon());
        test.server.stop(Shutdown.IMMEDIATE);
        copies.take(layout);

        assertThat(test.system
                        .inspect(layout, copies.exposed(layout), position, TestServer.soon())
                        .why())
                .isEmpty();
        assertThat(test.system
                        .tryOut(layout, copies.exposed(layout), List.of(), TestServer.soon())
                        .failures())
                .isEmpty();
        assertThat(sort).exists();
        assertThat(statistics).exists();

        Path database = data.resolve("base/1");
        moveBehindALink(database, work.resolve("moved"));
        copies = new TreeCopies(work.resolve("copies-linked"));
        copies.take(layout);
        String lacks = work.resolve("copies-linked/data/base/1") + " is a link to " + work.resolve("moved")
                + ", which no data set holds";

        CopyPosition seen = test.system.inspect(layout, copies.exposed(layout), position, TestServer.soon());
        assertThat(seen.complete()).isFalse();
        assertThat(seen.why()).isEqualTo(lacks);
        assertThat(test.system
                        .tryOut(layout, copies.exposed(layout), List.of(), TestServer.soon())
                        .failures())
                .containsExactly(lacks);
        test.server.start();
        assertThat(test.system.discover(TestServer.soon()).findings())
                .filteredOn(finding -> finding.severity() == SystemFinding.Severity.ERROR)
                .extracting(SystemFinding::subject)
                .containsExactly(database.toString());
    }

    /** As tools for older versions want it, and as the server allows with a warning. */
    @Test
    void logAndTablespaceInsideTheDataDirectory_areDataSetsOfTheirOwn() throws Exception {
        Path data = test.server.dataDirectory();
        test.server.stop(Shutdown.FAST);
        Files.delete(data.resolve("pg_wal"));
        TreeCopies.run(
                "mv", work.resolve("wal").toString(), data.resolve("pg_xlog").toString());
        Files.createSymbolicLink(data.resolve("pg_wal"), Path.of("pg_xlog"));
        test.server.start();
        test.server.createTablespace("nested", data.resolve("nested"));
        test.server.execute("create table within tablespace nested as select generate_series(1, 1000) i");
        SystemLayout layout = test.system.discover(TestServer.soon());
        assertThat(layout.dataSets().get(0).excluded()).contains("pg_xlog", "nested");
        assertThat(layout.foreign()).isEmpty();
        var token = test.system.begin("inside", TestServer.soon());
        copies.take(layout, set -> !set.name().equals("wal"));
        var end = test.system.end(token, TestServer.soon());
        copies.take(layout, set -> set.name().equals("wal"));
        test.system.release(token, TestServer.soon());
        assertThat(work.resolve("copies/data/pg_xlog")).isEmptyDirectory();
        assertThat(work.resolve("copies/data/nested")).isEmptyDirectory();

        CopyPosition seen = test.system.inspect(layout, copies.exposed(layout), end.stop(), TestServer.soon());
        assertThat(seen.why()).isEmpty();
        test.system.stop(TestServer.soon());
        copies.putBack(layout);
        test.system.recover(
                new RecoveryPlan(
                        layout, layout.dataSets().stream().map(DataSet::name).toList(), end.files()),
                TestServer.soon());
        test.system.start(TestServer.soon());
        assertThat(test.server.query("select count(*) from within")).isEqualTo("1000");
        assertThat(test.system
                        .tryOut(layout, copies.exposed(layout), end.files(), TestServer.soon())
                        .failures())
                .isEmpty();
    }

    private static void moveBehindALink(Path entry, Path place) throws Exception {
        TreeCopies.run("mv", entry.toString(), place.toString());
        Files.createSymbolicLink(entry, place);
    }

    private void theOriginalWasLeftAlone() throws Exception {
        assertThat(test.server.query("select count(*) from pg_extension where extname = 'amcheck'"))
                .isEqualTo("0");
        assertThat(HostProcess.workingIn(work.resolve("copies/data"), "postgres"))
                .isEmpty();
        try (var left = Files.newDirectoryStream(test.server.socketDirectory(), "copyblade-clone-*")) {
            assertThat(left).isEmpty();
        }
    }
}
