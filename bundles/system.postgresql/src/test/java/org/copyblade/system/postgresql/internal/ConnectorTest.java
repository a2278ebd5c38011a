package org.copyblade.system.postgresql.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.copyblade.system.postgresql.internal.connection.Connector;
import org.copyblade.system.postgresql.internal.connection.ServerSettings;
import org.copyblade.system.postgresql.internal.connection.Session;
import org.copyblade.system.spi.Deadline;
import org.copyblade.system.spi.SystemException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ConnectorTest {

    private static TestServer test;

    @BeforeAll
    static void start() throws Exception {
        test = TestServer.start(options -> options.password("sesame"));
    }

    @AfterAll
    static void stop() throws Exception {
        if (test != null) {
            test.close();
        }
    }

    @Test
    void tcpWithPasswordWorks() throws Exception {
        assertThat(ask(test.settings, "select 1")).isEqualTo("1");
    }

    @Test
    void unixSocketWithPasswordWorks() throws Exception {
        assertThat(ask(overSocket("sesame"), "select inet_client_addr() is null"))
                .isEqualTo("t");
    }

    @Test
    void largeAnswersAndRequestsPassTheUnixSocket() throws Exception {
        try (Session session = new Connector(overSocket("sesame")).open(TestServer.soon())) {
            assertThat(session.text(
                            TestServer.soon(),
                            "select length(?)::text || length(repeat('x', 20000000))",
                            "y".repeat(5_000_000)))
                    .isEqualTo("500000020000000");
        }
    }

    @Test
    void aWrongPasswordIsRefusedWithItsCode() {
        refused(overSocket("wrong"), "PG-PASSWORD", "the server refuses the password of role 'postgres' at ");
        refused(
                tcp(test.server.port(), "wrong"),
                "PG-PASSWORD",
                "the server refuses the password of role 'postgres' at ");
        refused(tcp(test.server.port(), ""), "PG-PASSWORD", "");
    }

    @Test
    void nobodyThereIsDown() {
        refused(tcp(1, "sesame"), "PG-DOWN", "no server answers at 127.0.0.1:1");
        refused(
                TestServer.settings("/nowhere", 5432, "x", Optional.empty()),
                "PG-DOWN",
                "no server answers at /nowhere/.s.PGSQL.5432");
    }

    @Test
    void aPortThatNeverAnswersEndsWithTheDeadline() throws Exception {
        try (ServerSocket silent = new ServerSocket(0)) {
            assertThatThrownBy(() ->
                            new Connector(tcp(silent.getLocalPort(), "x")).open(Deadline.within(Duration.ofSeconds(1))))
                    .isInstanceOf(SystemException.class)
                    .extracting(e -> ((SystemException) e).code())
                    .isEqualTo("PG-DOWN");
        }
    }

    @Test
    void anUnknownDatabaseIsNamed() {
        assertThatThrownBy(() -> new Connector(test.settings).open("nothing", TestServer.soon()))
                .hasMessageStartingWith("database 'nothing' does not exist at");
    }

    @Test
    void aStatementEndsAtItsDeadline() throws Exception {
        for (ServerSettings settings : java.util.List.of(test.settings, overSocket("sesame"))) {
            try (Session session = new Connector(settings).open(TestServer.soon())) {
                assertThatThrownBy(() -> session.run(Deadline.within(Duration.ofMillis(200)), "select pg_sleep(60)"))
                        .isInstanceOf(SystemException.class)
                        .extracting(e -> ((SystemException) e).code())
                        .isEqualTo("PG-DEADLINE");
                assertThat(session.text(TestServer.soon(), "select 1")).isEqualTo("1");
            }
        }
    }

    @Test
    void aStatementEndsWhenNobodyWantsItAnyMore() throws Exception {
        AtomicBoolean cancelled = new AtomicBoolean();
        try (Session session = new Connector(test.settings).open(TestServer.soon())) {
            Thread canceller = new Thread(() -> cancelled.set(true));
            canceller.start();
            assertThatThrownBy(() ->
                            session.run(Deadline.within(Duration.ofSeconds(60), cancelled::get), "select pg_sleep(60)"))
                    .extracting(e -> ((SystemException) e).code())
                    .isEqualTo("PG-CANCELLED");
        }
    }

    @Test
    void aServerOfAnotherDirectoryIsToldApart() throws Exception {
        try (TestServer other = TestServer.start()) {
            ServerSettings mixed = TestServer.settings(
                    "127.0.0.1", test.server.port(), "sesame", Optional.of(other.server.dataDirectory()));

            assertThatThrownBy(() -> new PostgresSystem(mixed, test.guards).discover(TestServer.soon()))
                    .isInstanceOf(SystemException.class)
                    .hasMessageContaining("does not run on " + other.server.dataDirectory())
                    .extracting(e -> ((SystemException) e).code())
                    .isEqualTo("PG-WRONG-DIRECTORY");
        }
    }

    @Test
    void aDirectoryThatIsNoneIsRefused() {
        ServerSettings settings =
                TestServer.settings("127.0.0.1", test.server.port(), "sesame", Optional.of(Path.of("/var")));

        assertThatThrownBy(() -> new PostgresSystem(settings, test.guards).discover(TestServer.soon()))
                .hasMessage("/var/global/pg_control is not there");
    }

    private static String ask(ServerSettings settings, String sql) throws SystemException {
        try (Session session = new Connector(settings).open(TestServer.soon())) {
            return session.text(TestServer.soon(), sql);
        }
    }

    private static ServerSettings overSocket(String password) {
        return TestServer.settings(
                test.server.socketDirectory().toString(), test.server.port(), password, Optional.empty());
    }

    private static ServerSettings tcp(int port, String password) {
        return TestServer.settings("127.0.0.1", port, password, Optional.empty());
    }

    private static void refused(ServerSettings settings, String code, String message) {
        assertThatThrownBy(() -> new Connector(settings).open(TestServer.soon()))
                .isInstanceOf(SystemException.class)
                .hasMessageStartingWith(message)
                .satisfies(e -> assertThat(((SystemException) e).code()).isEqualTo(code))
                .satisfies(e -> assertThat(((SystemException) e).hint()).isNotBlank());
    }
}
