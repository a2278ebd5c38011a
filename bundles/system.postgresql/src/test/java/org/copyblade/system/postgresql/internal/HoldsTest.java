package org.copyblade.system.postgresql.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.copyblade.demo.fixture.PostgresServer.Shutdown;
import org.copyblade.system.postgresql.internal.host.HostCommand;
import org.copyblade.system.postgresql.internal.host.HostProcess;
import org.copyblade.system.spi.Resumption;
import org.copyblade.system.spi.Resumption.Verdict;
import org.copyblade.system.spi.SuspendToken;
import org.copyblade.system.spi.Suspension;
import org.copyblade.system.spi.SystemException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HoldsTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static TestServer test;
    private static long epoch = System.currentTimeMillis();

    @BeforeAll
    static void start() throws Exception {
        test = TestServer.start();
    }

    @AfterAll
    static void stop() throws Exception {
        if (test != null) {
            test.close();
        }
    }

    @Test
    void everyProcessIsHeldBetweenSuspendAndResume() throws Exception {
        SuspendToken token = test.system.arm(epoch++, LIMIT, TestServer.soon());
        Suspension held = test.system.suspend(token, TestServer.soon());

        assertThat(HostProcess.workingIn(test.server.dataDirectory(), "postgres"))
                .hasSizeGreaterThan(4)
                .allMatch(HostProcess::stopped);
        assertThat(held.heldNanos()).isGreaterThan(held.askedNanos());
        assertThat(held.heldBy()).endsWith(" processes of 'orders', by two guards");

        Resumption resumed = test.system.resume(token);
        assertThat(resumed.verdict()).isEqualTo(Verdict.IN_FORCE);
        assertThat(resumed.checkedNanos()).isBetween(held.heldNanos(), resumed.resumedNanos());
        assertThat(test.system.resume(token).verdict()).isEqualTo(Verdict.NOT_HELD);
        test.system.disarm(token);
        test.system.disarm(token);
        assertThat(test.server.query("select 1")).isEqualTo("1");
    }

    @Test
    void anotherInstanceResumesWhatACrashedOneLeftHeld() throws Exception {
        SuspendToken token = test.system.arm(epoch++, LIMIT, TestServer.soon());
        test.system.suspend(token, TestServer.soon());

        Resumption resumed = test.another().resume(token);

        assertThat(resumed.verdict()).isEqualTo(Verdict.BROKEN);
        assertThat(test.server.query("select 1")).isEqualTo("1");
        assertThat(test.system.resume(token).verdict()).isEqualTo(Verdict.BROKEN);
        test.system.disarm(token);
    }

    /** The token says which server was held; how it is reached, or where it should be, may be configured otherwise by then. */
    @Test
    void aServerThatIsConfiguredOtherwiseByThenGoesOn(@TempDir Path elsewhere) throws Exception {
        for (Optional<Path> directory : List.of(Optional.<Path>empty(), Optional.of(elsewhere))) {
            SuspendToken token = test.system.arm(epoch++, LIMIT, TestServer.soon());
            test.system.suspend(token, TestServer.soon());
            PostgresSystem otherwise =
                    new PostgresSystem(TestServer.settings("localhost", 1, "changed", directory), test.guards);

            Resumption resumed = otherwise.resume(token);

            assertThat(HostProcess.anyStoppedIn(test.server.dataDirectory(), "postgres"))
                    .isFalse();
            assertThat(resumed.verdict()).isEqualTo(Verdict.BROKEN);
            assertThat(test.server.query("select 1")).isEqualTo("1");
            assertThat(otherwise.resume(token).verdict()).isEqualTo(Verdict.NOT_HELD);
            test.system.disarm(token);
        }
    }

    @Test
    void aServerThatSomethingLeftStoppedIsContinuedBeforeArming() throws Exception {
        for (HostProcess process : HostProcess.workingIn(test.server.dataDirectory(), "postgres")) {
            HostCommand.signal("STOP", process.pid(), TestServer.soon());
        }
        PostgresSystem knowing = new PostgresSystem(
                TestServer.asRole(test.settings, "postgres", Optional.of(test.server.dataDirectory())), test.guards);

        SuspendToken token = knowing.arm(epoch++, LIMIT, TestServer.soon());

        assertThat(test.server.query("select 1")).isEqualTo("1");
        knowing.disarm(token);
    }

    @Test
    void resumeOfWhatIsNotHeldIsNoError() throws Exception {
        SuspendToken token = test.system.arm(epoch++, LIMIT, TestServer.soon());
        assertThat(test.system.resume(token).verdict()).isEqualTo(Verdict.NOT_HELD);
        test.system.disarm(token);
        assertThat(test.system.resume(token).verdict()).isEqualTo(Verdict.NOT_HELD);
    }

    @Test
    void aBundleThatStopsLetsTheServerGoOn() throws Exception {
        PostgresSystem stopping = test.another();
        SuspendToken token = stopping.arm(epoch++, LIMIT, TestServer.soon());
        stopping.suspend(token, TestServer.soon());
        stopping.close();

        assertThat(test.server.query("select 1")).isEqualTo("1");
    }

    @Test
    void aServerThatIsDownCannotBeArmed() throws Exception {
        test.system.discover(TestServer.soon());
        test.server.stop(Shutdown.FAST);
        try {
            assertThatThrownBy(() -> test.system.arm(epoch++, LIMIT, TestServer.soon()))
                    .isInstanceOf(SystemException.class)
                    .hasMessage("no server runs on " + test.server.dataDirectory())
                    .extracting(e -> ((SystemException) e).code())
                    .isEqualTo("PG-DOWN");
        } finally {
            test.server.start();
        }
    }

    @Test
    void aTokenNobodyArmedIsRefused() {
        assertThatThrownBy(() -> test.system.suspend(new SuspendToken("orders", 1, 1, "x"), TestServer.soon()))
                .hasMessage("no guards are armed here for epoch 1 of 'orders'");
    }

    @Test
    void anUnreadableTokenIsNotTakenForNothingHeld() {
        for (SuspendToken token : List.of(
                new SuspendToken("orders", 1, 7, "x"),
                new SuspendToken("orders", 1, 1, "1|99999999999999999999|b|/d"),
                new SuspendToken("orders", 1, 1, "||b|/d"))) {
            Resumption resumed = test.another().resume(token);

            assertThat(resumed.verdict()).isEqualTo(Verdict.BROKEN);
            assertThat(resumed.why())
                    .startsWith("the suspend token of epoch 1 has a form")
                    .endsWith("no server on its port is stopped on this host");
        }
    }

    /** A newer version made it, and an older one was put back, which has not seen the server yet. */
    @Test
    void anUnreadableTokenLetsTheServerGoOn() throws Exception {
        for (PostgresSystem older : List.of(test.another(), test.knowingItsDirectory())) {
            SuspendToken token = test.system.arm(epoch++, LIMIT, TestServer.soon());
            test.system.suspend(token, TestServer.soon());
            SuspendToken alien = new SuspendToken("orders", token.epoch(), 7, "x");

            Resumption resumed = older.resume(alien);

            assertThat(HostProcess.anyStoppedIn(test.server.dataDirectory(), "postgres"))
                    .isFalse();
            assertThat(resumed.verdict()).isEqualTo(Verdict.BROKEN);
            assertThat(resumed.why()).contains("guards were left of a suspension that nobody finished");
            assertThat(older.resume(alien).verdict()).isEqualTo(Verdict.BROKEN);
            assertThat(test.system.resume(token).verdict()).isEqualTo(Verdict.BROKEN);
            test.system.disarm(token);
        }
    }

    @Test
    void anUnreadableTokenEndsNoLaterHold() throws Exception {
        SuspendToken alien = new SuspendToken("orders", epoch++, 7, "x");
        SuspendToken token = test.system.arm(epoch++, LIMIT, TestServer.soon());
        test.system.suspend(token, TestServer.soon());

        assertThat(test.another().resume(alien).verdict()).isEqualTo(Verdict.BROKEN);

        assertThat(test.system.resume(token).verdict()).isEqualTo(Verdict.IN_FORCE);
        test.system.disarm(token);
    }

    @Test
    void aZeroLimitIsRefused() {
        assertThatThrownBy(() -> test.system.arm(epoch++, Duration.ZERO, TestServer.soon()))
                .isInstanceOf(SystemException.class)
                .hasMessageContaining("suspend limit");
    }
}
