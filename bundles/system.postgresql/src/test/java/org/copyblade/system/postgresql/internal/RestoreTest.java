package org.copyblade.system.postgresql.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.copyblade.demo.fixture.ScratchDirectory;
import org.copyblade.system.postgresql.internal.connection.ServerSettings;
import org.copyblade.system.postgresql.internal.host.HostCommand;
import org.copyblade.system.postgresql.internal.host.HostProcess;
import org.copyblade.system.spi.DataSet;
import org.copyblade.system.spi.Deadline;
import org.copyblade.system.spi.Position;
import org.copyblade.system.spi.Restorable.RecoveryPlan;
import org.copyblade.system.spi.Restorable.Started;
import org.copyblade.system.spi.SuspendToken;
import org.copyblade.system.spi.SystemException;
import org.copyblade.system.spi.SystemLayout;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RestoreTest {

    private Path work;
    private TestServer test;
    private TreeCopies copies;

    @BeforeEach
    void start() throws Exception {
        work = ScratchDirectory.quick("restore").path();
        test = TestServer.start(options -> options.walDirectory(work.resolve("wal")));
        test.server.createTablespace("fast", work.resolve("fast"));
        test.server.execute("create table kept tablespace fast as select generate_series(1, 1000) i");
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
    void stopThenStartKeepsTheServerAsItWas() throws Exception {
        test.server.execute("alter system set work_mem = '5MB'");
        test.system.stop(TestServer.soon());
        test.system.stop(TestServer.soon());
        assertThat(test.server.isRunning()).isFalse();
        assertThat(HostProcess.workingIn(test.server.dataDirectory(), "postgres"))
                .isEmpty();

        Started started = test.system.start(TestServer.soon());

        assertThat(test.server.query("show work_mem")).isEqualTo("5MB");
        assertThat(started.position().epoch())
                .isEqualTo(test.system.position(TestServer.soon()).epoch());
        assertThat(test.system.start(TestServer.soon()).redoMillis()).isZero();
    }

    @Test
    void linksWhereLogAndLabelWillBe_areNotWrittenThrough() throws Exception {
        SystemLayout layout = test.system.discover(TestServer.soon());
        var token = test.system.begin("links", TestServer.soon());
        copies.take(layout, set -> !set.name().equals("wal"));
        var end = test.system.end(token, TestServer.soon());
        copies.take(layout, set -> set.name().equals("wal"));
        test.system.release(token, TestServer.soon());
        Path victim = Files.writeString(work.resolve("victim"), "of somebody else");
        String runtime = test.server.socketDirectory().toString();
        test.system.stop(TestServer.soon());
        copies.putBack(layout);
        Files.delete(test.server.logFile());
        for (String name : List.of("server.log", "copyblade-orders-server.log", "copyblade-orders-log-1")) {
            test.server.runAsServerUser(List.of("ln", "-s", victim.toString(), runtime + "/" + name));
        }
        test.server.runAsServerUser(List.of(
                "ln",
                "-s",
                victim.toString(),
                test.server.dataDirectory().resolve("backup_label").toString()));

        test.system.recover(new RecoveryPlan(layout, names(layout), end.files()), TestServer.soon());
        test.system.start(TestServer.soon());

        assertThat(test.server.query("select count(*) from kept")).isEqualTo("1000");
        Path log = HostProcess.of(test.server.postmaster().orElseThrow())
                .orElseThrow()
                .standardError()
                .orElseThrow();
        assertThat(log).isEqualTo(Path.of(runtime).toRealPath().resolve("copyblade-orders-log-2/server.log"));
        assertThat(log).content().contains("database system is ready");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(log.getParent())))
                .isEqualTo("rwx------");
        test.system.stop(TestServer.soon());
        test.knowingItsDirectory().start(TestServer.soon());
        assertThat(Path.of(runtime, "copyblade-orders-log-3")).doesNotExist();
        assertThat(victim).hasContent("of somebody else");
    }

    @Test
    void aServerThatWillNotStopFastIsStoppedAtOnce() throws Exception {
        test.system.discover(TestServer.soon());
        HostProcess checkpointer = HostProcess.workingIn(test.server.dataDirectory(), "postgres").stream()
                .filter(process -> commandLine(process).contains("checkpointer"))
                .findFirst()
                .orElseThrow();
        HostCommand.signal("STOP", checkpointer.pid(), TestServer.soon());

        test.system.stop(Deadline.within(Duration.ofSeconds(8)));

        assertThat(test.server.isRunning()).isFalse();
    }

    @Test
    void aCopyTakenUnderSuspensionIsRestoredInPlace() throws Exception {
        SystemLayout layout = test.system.discover(TestServer.soon());
        SuspendToken token = test.system.arm(System.currentTimeMillis(), Duration.ofSeconds(30), TestServer.soon());
        test.system.suspend(token, TestServer.soon());
        copies.take(layout);
        test.system.resume(token);
        test.system.disarm(token);
        test.server.execute("drop table kept");

        test.system.stop(TestServer.soon());
        copies.putBack(layout);
        RecoveryPlan plan = new RecoveryPlan(layout, names(layout), List.of());
        test.system.recover(plan, TestServer.soon());
        test.system.recover(plan, TestServer.soon());
        Started started = test.system.start(TestServer.soon());

        assertThat(test.server.query("select count(*) from kept")).isEqualTo("1000");
        assertThat(started.position().epoch()).isEqualTo(layout.epoch());
        assertThat(test.server.dataDirectory().resolve("pg_wal").toRealPath()).isEqualTo(work.resolve("wal"));
        assertThat(test.system.discover(TestServer.soon()).dataSets()).isEqualTo(layout.dataSets());
    }

    @Test
    void aCopyTakenInBackupModeIsRestoredInPlaceWithItsLabel() throws Exception {
        SystemLayout layout = test.system.discover(TestServer.soon());
        var token = test.system.begin("restore", TestServer.soon());
        copies.take(layout, set -> !set.name().equals("wal"));
        test.server.execute("create table late as select 1 i");
        var end = test.system.end(token, TestServer.soon());
        copies.take(layout, set -> set.name().equals("wal"));
        test.system.release(token, TestServer.soon());
        test.server.execute("drop table kept");

        test.system.stop(TestServer.soon());
        copies.putBack(layout);
        test.system.recover(new RecoveryPlan(layout, names(layout), end.files()), TestServer.soon());
        Started started = test.system.start(TestServer.soon());

        assertThat(started.position().reaches(end.stop())).isTrue();
        assertThat(test.server.query("select count(*) from kept")).isEqualTo("1000");
        assertThat(test.server.query("select count(*) from late")).isEqualTo("1");
        assertThat(test.server.dataDirectory().resolve("tablespace_map.old")).exists();
    }

    @Test
    void aServerWhoseDirectoryIsGoneIsStopped_andItsCopyRestoredInPlace() throws Exception {
        SystemLayout layout = test.system.discover(TestServer.soon());
        test.system.stop(TestServer.soon());
        copies.take(layout);
        test.system.start(TestServer.soon());
        Path data = test.server.dataDirectory();
        long postmaster = test.server.postmaster().orElseThrow();
        TreeCopies.delete(data);

        test.system.stop(TestServer.soon());
        test.system.stop(TestServer.soon());
        assertThat(HostProcess.of(postmaster).filter(HostProcess::alive)).isEmpty();
        test.system.bar(layout, TestServer.soon());
        Files.createDirectory(data);
        copies.putBack(layout);
        test.system.recover(new RecoveryPlan(layout, names(layout), List.of()), TestServer.soon());
        test.system.start(TestServer.soon());

        assertThat(test.server.query("select count(*) from kept")).isEqualTo("1000");
    }

    @Test
    void whereTheDirectoryIsALinkThatLeadsNowhere_nothingRuns() throws Exception {
        Path data = work.resolve("link");
        Files.createSymbolicLink(data, Path.of("gone/data"));
        ServerSettings settings = TestServer.settings("127.0.0.1", test.server.port(), "", Optional.of(data));

        new PostgresSystem(settings, test.guards).stop(TestServer.soon());

        assertThat(test.server.isRunning()).isTrue();
    }

    @Test
    void betweenStopAndTheEndOfRecoverNobodyStartsTheServer() throws Exception {
        SystemLayout layout = test.system.discover(TestServer.soon());
        var token = test.system.begin("barred", TestServer.soon());
        copies.take(layout, set -> !set.name().equals("wal"));
        var end = test.system.end(token, TestServer.soon());
        copies.take(layout, set -> set.name().equals("wal"));
        test.system.release(token, TestServer.soon());
        test.system.stop(TestServer.soon());

        test.system.bar(layout, TestServer.soon());
        test.system.bar(layout, TestServer.soon());
        assertNobodyStartsTheServer();
        copies.putBack(layout, set -> !set.name().equals("data"));
        assertNobodyStartsTheServer();
        copies.putBack(layout, set -> set.name().equals("data"));
        assertNobodyStartsTheServer();

        test.system.recover(new RecoveryPlan(layout, names(layout), end.files()), TestServer.soon());
        test.server.start();
        assertThat(test.server.query("select count(*) from kept")).isEqualTo("1000");
        assertThat(test.server.dataDirectory().resolve("backup_label.old")).exists();
    }

    private void assertNobodyStartsTheServer() {
        assertThatThrownBy(() -> test.server.start())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("did not start");
        assertCode("PG-INCOMPLETE", () -> test.system.start(TestServer.soon()));
    }

    @Test
    void aBladeThatOpensTheGateItselfIsBarredAgainUntilTheLabelIsThere() throws Exception {
        SystemLayout layout = test.system.discover(TestServer.soon());
        test.system.stop(TestServer.soon());
        try (var segments = Files.newDirectoryStream(work.resolve("wal"), "0*")) {
            for (Path segment : segments) {
                Files.delete(segment);
            }
        }

        assertCode(
                "PG-INCOMPLETE",
                () -> test.system.recover(new RecoveryPlan(layout, names(layout), List.of()), TestServer.soon()));
        assertNobodyStartsTheServer();
    }

    @Test
    void aBarTakenBackLeavesTheServerAsItWas() throws Exception {
        SystemLayout layout = test.system.discover(TestServer.soon());
        assertCode("PG-RUNNING", () -> test.system.bar(layout, TestServer.soon()));
        test.system.stop(TestServer.soon());
        test.system.bar(layout, TestServer.soon());

        test.system.unbar(layout, TestServer.soon());
        test.system.unbar(layout, TestServer.soon());

        test.system.start(TestServer.soon());
        assertThat(test.server.query("select count(*) from kept")).isEqualTo("1000");
    }

    @Test
    void aStoppedServerSaysWhereItStopped_andElsewhereIfItRanInBetween() throws Exception {
        test.system.discover(TestServer.soon());
        test.system.stop(TestServer.soon());
        Position stopped = test.system.position(TestServer.soon());
        assertThat(test.system.position(TestServer.soon())).isEqualTo(stopped);

        test.system.start(TestServer.soon());
        assertThat(stopped.epoch())
                .isEqualTo(test.system.position(TestServer.soon()).epoch());
        test.system.stop(TestServer.soon());
        assertThat(test.system.position(TestServer.soon())).isNotEqualTo(stopped);
    }

    @Test
    void aRestoreThatIsNotCompleteIsNeverStarted() throws Exception {
        SystemLayout layout = test.system.discover(TestServer.soon());
        test.system.stop(TestServer.soon());
        copies.take(layout);
        copies.putBack(layout);
        Path gate = test.server.dataDirectory().resolve("global/pg_control");
        Files.delete(gate.resolveSibling("pg_control" + DataSet.SHUT));

        assertCode("PG-INCOMPLETE", () -> test.system.start(TestServer.soon()));
        assertCode(
                "PG-INCOMPLETE",
                () -> test.system.recover(new RecoveryPlan(layout, names(layout), List.of()), TestServer.soon()));
        assertThatThrownBy(() -> test.server.start())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("did not start");
        assertThat(gate).doesNotExist();
    }

    @Test
    void aRestoreWithoutItsLogIsNotReady() throws Exception {
        SystemLayout layout = test.system.discover(TestServer.soon());
        test.system.stop(TestServer.soon());
        try (var segments = Files.newDirectoryStream(work.resolve("wal"), "0*")) {
            for (Path segment : segments) {
                Files.delete(segment);
            }
        }

        assertThatThrownBy(() ->
                        test.system.recover(new RecoveryPlan(layout, names(layout), List.of()), TestServer.soon()))
                .hasMessageMatching(
                        "log segment [0-9A-F]{24}, where recovery begins, is not in " + work.resolve("wal"));
    }

    @Test
    void nothingIsRecoveredUnderARunningServer() throws Exception {
        SystemLayout layout = test.system.discover(TestServer.soon());

        assertCode(
                "PG-RUNNING",
                () -> test.system.recover(new RecoveryPlan(layout, List.of(), List.of()), TestServer.soon()));
    }

    @Test
    void linksLostInTheRestoreAreMadeAnew() throws Exception {
        SystemLayout layout = test.system.discover(TestServer.soon());
        String oid = test.server.query("select oid from pg_tablespace where spcname = 'fast'");
        test.system.stop(TestServer.soon());
        Path data = test.server.dataDirectory();
        Files.delete(data.resolve("pg_wal"));
        Files.createDirectory(data.resolve("pg_wal"));
        Files.delete(data.resolve("pg_tblspc").resolve(oid));

        test.system.recover(new RecoveryPlan(layout, names(layout), List.of()), TestServer.soon());
        test.system.start(TestServer.soon());

        assertThat(test.server.query("select count(*) from kept")).isEqualTo("1000");
    }

    @Test
    void aServerThatCannotStartSaysWhy() throws Exception {
        test.system.discover(TestServer.soon());
        test.system.stop(TestServer.soon());
        Files.writeString(test.server.dataDirectory().resolve("postgresql.auto.conf"), "nonsense = 1\n");

        assertThatThrownBy(() -> test.system.start(TestServer.soon()))
                .isInstanceOf(SystemException.class)
                .hasMessageContaining("while starting: ")
                .hasMessageContaining("nonsense");
    }

    private static void assertCode(String code, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(SystemException.class)
                .extracting(e -> ((SystemException) e).code())
                .isEqualTo(code);
    }

    private static List<String> names(SystemLayout layout) {
        return layout.dataSets().stream().map(DataSet::name).toList();
    }

    private static String commandLine(HostProcess process) {
        try {
            return Files.readString(Path.of("/proc/" + process.pid() + "/cmdline"));
        } catch (IOException e) {
            return "";
        }
    }
}
