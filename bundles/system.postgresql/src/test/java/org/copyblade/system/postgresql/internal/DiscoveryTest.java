package org.copyblade.system.postgresql.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.copyblade.demo.fixture.PostgresServer.Shutdown;
import org.copyblade.system.postgresql.internal.connection.ServerSettings;
import org.copyblade.system.spi.DataSet;
import org.copyblade.system.spi.Position;
import org.copyblade.system.spi.SystemFinding;
import org.copyblade.system.spi.SystemLayout;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DiscoveryTest {

    private static Path work;
    private static TestServer test;

    @BeforeAll
    static void start() throws Exception {
        work = Files.createTempDirectory("copyblade-discovery-");
        work.toFile().setExecutable(true, false);
        test = TestServer.start(options -> options.walDirectory(work.resolve("wal"))
                .setting("fsync", "off")
                .setting("full_page_writes", "off")
                .setting("autovacuum", "off"));
        test.server.createTablespace("fast", work.resolve("fast"));
        test.server.execute("create unlogged table u (i int)");
    }

    @AfterAll
    static void stop() throws Exception {
        if (test != null) {
            test.close();
        }
        Files.delete(work);
    }

    @Test
    void aRunningServerIsFoundWithLogAndTablespacesElsewhere() throws Exception {
        SystemLayout layout = test.system.discover(TestServer.soon());

        String oid = test.server.query("select oid from pg_tablespace where spcname = 'fast'");
        assertThat(layout.running()).isTrue();
        assertThat(layout.members()).containsExactly("orders");
        assertThat(layout.productVersion()).isEqualTo(test.server.query("show server_version"));
        assertThat(layout.epoch().value())
                .isEqualTo(test.server.query("select system_identifier from pg_control_system()") + "/1/primary");
        assertThat(layout.dataSets())
                .extracting(DataSet::name, DataSet::place)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                "data", test.server.dataDirectory().toString()),
                        org.assertj.core.groups.Tuple.tuple(
                                "wal", work.resolve("wal").toString()),
                        org.assertj.core.groups.Tuple.tuple(
                                "tblspc-" + oid, work.resolve("fast").toString()));
        assertThat(layout.dataSets().get(0).gate()).isEqualTo(Optional.of("global/pg_control"));
        assertThat(layout.dataSets().get(0).excluded()).contains("pg_wal", "postmaster.pid");
        assertThat(layout.foreign()).isEmpty();
    }

    @Test
    void aStoppedServerIsFoundFromItsDirectory() throws Exception {
        SystemLayout up = test.system.discover(TestServer.soon());
        test.server.stop(Shutdown.FAST);
        try {
            SystemLayout down = test.system.discover(TestServer.soon());

            assertThat(down.running()).isFalse();
            assertThat(down.productVersion())
                    .isEqualTo(Files.readString(test.server.dataDirectory().resolve("PG_VERSION"))
                            .strip());
            assertThat(down.epoch()).isEqualTo(up.epoch());
            assertThat(down.dataSets()).isEqualTo(up.dataSets());
            assertThat(texts(down)).anyMatch(text -> text.startsWith("server does not answer: no server answers at"));
        } finally {
            test.server.start();
        }
    }

    @Test
    void whatEndangersBackupsIsSaid() throws Exception {
        assertThat(texts(test.system.discover(TestServer.soon())))
                .contains(
                        "fsync is off: a crash of the host may destroy the database",
                        "full_page_writes is off together with fsync: neither crashes nor copies below the filesystem are safe",
                        "unlogged tables there are 1: they are empty after a restore");
    }

    @Test
    void foreignDataIsNamed() throws Exception {
        Path inData = Files.createDirectory(test.server.dataDirectory().resolve("photos"));
        Path inLog = Files.createFile(work.resolve("wal/notes.txt"));
        Path inTablespace = Files.createDirectory(work.resolve("fast/PG_14_1"));
        try {
            assertThat(test.system.discover(TestServer.soon()).foreign())
                    .containsExactly(inData.toString(), inLog.toString(), inTablespace.toString());
        } finally {
            Files.delete(inData);
            Files.delete(inLog);
            Files.delete(inTablespace);
        }
    }

    @Test
    void configurationElsewhereIsADataSetOfItsOwn() throws Exception {
        Path conf = Files.createDirectory(work.resolve("conf"));
        conf.toFile().setExecutable(true, false);
        conf.toFile().setReadable(true, false);
        Path letters = Files.createFile(conf.resolve("letters.txt"));
        Path included = Files.writeString(conf.resolve("more.conf"), "work_mem = '8MB'\n");
        Files.writeString(
                test.server.dataDirectory().resolve("postgresql.auto.conf"), "include = '" + included + "'\n");
        try {
            test.server.execute("select pg_reload_conf()");

            SystemLayout layout = test.system.discover(TestServer.soon());
            assertThat(layout.foreign()).containsExactly(letters.toString());
            assertThat(layout.dataSets())
                    .filteredOn(set -> set.name().equals("conf"))
                    .extracting(DataSet::place)
                    .containsExactly(conf.toString());
        } finally {
            Files.writeString(test.server.dataDirectory().resolve("postgresql.auto.conf"), "");
            Files.delete(included);
            Files.delete(letters);
            Files.delete(conf);
        }
    }

    @Test
    void aRoleWithoutRightsIsToldWhichItLacks() throws Exception {
        assumeGrantableCheckpoint();
        test.server.execute("create role limited login");
        ServerSettings limited = TestServer.asRole(test.settings, "limited", Optional.of(test.server.dataDirectory()));
        SystemLayout layout = new PostgresSystem(limited, test.guards).discover(TestServer.soon());

        assertThat(layout.findings())
                .filteredOn(finding -> finding.subject().equals("role"))
                .extracting(SystemFinding::hint)
                .containsExactly(
                        "GRANT pg_monitor TO limited",
                        "GRANT pg_checkpoint TO limited",
                        "GRANT EXECUTE ON FUNCTION pg_backup_start(text, boolean) TO limited",
                        "GRANT EXECUTE ON FUNCTION pg_backup_stop(boolean) TO limited",
                        "ALTER ROLE limited REPLICATION");
    }

    @Test
    void aRoleWithExactlyThoseRightsLacksNothing() throws Exception {
        assumeGrantableCheckpoint();
        test.server.execute("create role enough login");
        ServerSettings enough = TestServer.asRole(test.settings, "enough", Optional.empty());
        PostgresSystem system = new PostgresSystem(
                TestServer.asRole(test.settings, "enough", Optional.of(test.server.dataDirectory())), test.guards);
        for (SystemFinding finding : system.discover(TestServer.soon()).findings()) {
            if (finding.subject().equals("role")) {
                test.server.execute(finding.hint());
            }
        }

        PostgresSystem granted = new PostgresSystem(enough, test.guards);
        assertThat(granted.discover(TestServer.soon()).findings())
                .noneMatch(finding -> finding.subject().equals("role"));
        granted.settle(Long.MAX_VALUE, TestServer.soon());
        var token = granted.begin("by a limited role", TestServer.soon());
        granted.end(token, TestServer.soon());
        granted.release(token, TestServer.soon());
    }

    @Test
    void positionsGrowWithTheLog() throws Exception {
        Position before = test.system.position(TestServer.soon());
        test.server.execute("create table grow as select generate_series(1, 1000)");
        Position after = test.system.position(TestServer.soon());

        assertThat(after.reaches(before)).isTrue();
        assertThat(before.reaches(after)).isFalse();
    }

    private static void assumeGrantableCheckpoint() throws Exception {
        Assumptions.assumeTrue(
                Integer.parseInt(test.server.query("show server_version_num")) >= 150000,
                "before version 15 only a superuser may run CHECKPOINT");
    }

    private static List<String> texts(SystemLayout layout) {
        return layout.findings().stream()
                .map(finding -> finding.subject() + " " + finding.text())
                .toList();
    }
}
