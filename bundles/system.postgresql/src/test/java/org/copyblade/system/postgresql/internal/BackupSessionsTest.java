package org.copyblade.system.postgresql.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.copyblade.system.postgresql.internal.directory.ControlFile;
import org.copyblade.system.postgresql.internal.directory.Lsn;
import org.copyblade.system.postgresql.internal.host.ServerOwner;
import org.copyblade.system.spi.BackupModeEnd;
import org.copyblade.system.spi.BackupModeToken;
import org.copyblade.system.spi.RecoveryFile;
import org.copyblade.system.spi.SystemException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BackupSessionsTest {

    private static final String SLOTS = "select count(*) from pg_replication_slots";

    private TestServer test;

    @BeforeEach
    void start() throws Exception {
        test = TestServer.start();
    }

    @AfterEach
    void stop() throws Exception {
        if (test != null) {
            test.close();
        }
    }

    @Test
    void aWholeStayGivesStopPositionAndLabelAndLeavesNothing() throws Exception {
        BackupModeToken token = test.system.begin("Nightly 0412", TestServer.soon());
        assertThat(test.system.held(token)).isTrue();
        assertThat(test.server.query("select slot_name from pg_replication_slots"))
                .isEqualTo("copyblade_nightly_0412");
        test.server.execute("create table t as select generate_series(1, 10000)");

        BackupModeEnd end = test.system.end(token, TestServer.soon());

        assertThat(end.stop().reaches(token.start())).isTrue();
        assertThat(end.files()).extracting(RecoveryFile::path).containsExactly("backup_label");
        assertThat(end.files().get(0).content())
                .contains(
                        "LABEL: Nightly 0412",
                        "START WAL LOCATION: " + token.start().text());
        assertThat(test.system.held(token)).isFalse();
        assertThat(test.server.query(SLOTS)).isEqualTo("1");
        test.system.release(token, TestServer.soon());
        test.system.release(token, TestServer.soon());
        assertThat(test.server.query(SLOTS)).isEqualTo("0");
        assertThat(test.system.held(token)).isFalse();
    }

    @Test
    void aSessionThatIsEndedLosesTheBackup() throws Exception {
        BackupModeToken token = test.system.begin("lost", TestServer.soon());
        test.server.execute("select pg_terminate_backend(active_pid) from pg_replication_slots");

        assertThat(test.system.held(token)).isFalse();
        assertThatThrownBy(() -> test.system.end(token, TestServer.soon()))
                .isInstanceOf(SystemException.class)
                .hasMessageStartingWith("backup mode 'lost' was lost: ")
                .satisfies(e -> assertThat(((SystemException) e).code()).isEqualTo("PG-SESSION"))
                .satisfies(e ->
                        assertThat(((SystemException) e).recovery()).isEqualTo(SystemException.Recovery.ASK_OPERATOR));
        test.system.release(token, TestServer.soon());
        assertThat(test.server.query(SLOTS)).isEqualTo("0");
    }

    @Test
    void aServerKilledInBackupModeLosesTheBackupAndStartsAgain() throws Exception {
        BackupModeToken token = test.system.begin("killed", TestServer.soon());
        test.server.crash();

        assertThat(test.system.held(token)).isFalse();
        assertThatThrownBy(() -> test.system.end(token, TestServer.soon()))
                .hasMessageStartingWith("backup mode 'killed' was lost: ");
        test.system.release(token, TestServer.soon());
        test.server.start();
        assertThat(test.server.query(SLOTS)).isEqualTo("0");
    }

    @Test
    void anotherInstanceReleasesWhatACrashedOneLeftBehind() throws Exception {
        BackupModeToken token = test.system.begin("left", TestServer.soon());
        PostgresSystem next = test.another();

        assertThat(next.held(token)).isFalse();
        assertThatThrownBy(() -> next.end(token, TestServer.soon()))
                .hasMessage("backup mode 'left' was lost: this instance does not hold it");
        next.release(token, TestServer.soon());
        assertThat(test.server.query(SLOTS)).isEqualTo("0");
        assertThat(test.system.held(token)).isFalse();
    }

    @Test
    void whatWasBegunIsFoundByItsLabelWhenTheAnswerGotLost() throws Exception {
        BackupModeToken token = test.system.begin("answer lost", TestServer.soon());
        BackupModeToken known = new BackupModeToken("orders", "answer lost", token.start(), "");

        test.another().release(known, TestServer.soon());
        assertThat(test.server.query(SLOTS)).isEqualTo("0");
        assertThat(test.system.held(token)).isFalse();
        test.system.release(known, TestServer.soon());
    }

    @Test
    void aPromotionMeanwhileIsFound() throws Exception {
        test.server.stop(org.copyblade.demo.fixture.PostgresServer.Shutdown.FAST);
        java.nio.file.Path signal = test.server.dataDirectory().resolve("standby.signal");
        ServerOwner owner = ServerOwner.of(test.server.dataDirectory());
        owner.own(java.nio.file.Files.createFile(signal));
        test.server.start();
        assertThat(test.system.discover(TestServer.soon()).epoch().value()).endsWith("/1/standby");
        BackupModeToken token = test.system.begin("promoted", TestServer.soon());
        test.server.execute("select pg_promote()");

        assertThatThrownBy(() -> test.system.end(token, TestServer.soon()))
                .isInstanceOf(SystemException.class)
                .hasMessageMatching(
                        "the server went from history \\d+/1/standby to \\d+/2/primary while backup 'promoted' was copied")
                .extracting(e -> ((SystemException) e).code())
                .isEqualTo("PG-EPOCH");
        assertThat(test.system.position(TestServer.soon()).epoch().value()).endsWith("/2/primary");
        test.system.release(token, TestServer.soon());
    }

    @Test
    void aLabelUsedAgainEndsItsFormerStay() throws Exception {
        BackupModeToken first = test.system.begin("same", TestServer.soon());
        BackupModeToken second = test.another().begin("same", TestServer.soon());

        assertThat(test.system.held(first)).isFalse();
        assertThat(test.server.query(SLOTS)).isEqualTo("1");
        test.another().release(second, TestServer.soon());
    }

    @Test
    void theLogIsPinnedUntilRelease() throws Exception {
        BackupModeToken token = test.system.begin("pin", TestServer.soon());
        int segment = 16 << 20;
        String first = Lsn.segmentName(1, new Lsn(token.start().order()).segment(segment), segment);
        for (int i = 0; i < 5; i++) {
            test.server.execute("select pg_switch_wal()");
            test.server.execute("create table pin" + i + " (i int)");
            test.server.execute("checkpoint");
        }

        test.system.end(token, TestServer.soon());
        test.server.execute("checkpoint");
        assertThat(test.server.dataDirectory().resolve("pg_wal").resolve(first)).exists();
        test.system.release(token, TestServer.soon());
        test.server.execute("select pg_switch_wal()");
        test.server.execute("checkpoint");
        assertThat(test.server.dataDirectory().resolve("pg_wal").resolve(first)).doesNotExist();
    }

    @Test
    void aServerWithoutSlotsIsRefused() throws Exception {
        try (TestServer without = TestServer.start(options -> options.setting("max_replication_slots", "0"))) {
            assertThatThrownBy(() -> without.system.begin("x", TestServer.soon()))
                    .isInstanceOf(SystemException.class)
                    .hasMessageStartingWith("cannot pin the log for backup mode: ")
                    .extracting(e -> ((SystemException) e).code())
                    .isEqualTo("PG-SETTING");
        }
    }

    @Test
    void aTokenOfAnotherFormIsRefused() {
        BackupModeToken strange =
                new BackupModeToken("orders", "x", new Lsn(0).in(ControlFile.epoch("1", 1, false)), "9|what");

        assertThatThrownBy(() ->
                        test.system.release(strange, org.copyblade.system.spi.Deadline.within(Duration.ofSeconds(5))))
                .extracting(e -> ((SystemException) e).code())
                .isEqualTo("PG-TOKEN");
    }
}
