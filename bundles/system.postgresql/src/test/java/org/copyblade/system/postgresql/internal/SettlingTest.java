package org.copyblade.system.postgresql.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.copyblade.system.postgresql.internal.connection.ServerSettings;
import org.copyblade.system.postgresql.internal.host.WriteBack;
import org.copyblade.system.spi.Deadline;
import org.copyblade.system.spi.Settled;
import org.copyblade.system.spi.SystemException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SettlingTest {

    private static TestServer test;

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
    void afterwardsThereIsANewCheckpoint() throws Exception {
        test.server.execute("create table big as select generate_series(1, 200000)");
        String before = test.server.query("select checkpoint_lsn from pg_control_checkpoint()");

        Settled settled = test.system.settle(Long.MAX_VALUE, TestServer.soon());

        assertThat(test.server.query("select checkpoint_lsn from pg_control_checkpoint()"))
                .isNotEqualTo(before);
        assertThat(settled.dirtyBytes()).isNotNegative();
        assertThat(settled.checkpoint()).isPositive();
    }

    @Test
    void itGoesOnUntilLittleEnoughIsDirtyAndSaysHowLittle() throws Exception {
        Iterator<Long> unwritten = List.of(900L, 700L, 300L, 200L, 950L).iterator();
        List<String> run = new ArrayList<>();

        assertThat(WriteBack.below(
                        250,
                        List.of(Path.of("/proc"), Path.of("/proc/self")),
                        onAStandingClock(),
                        unwritten::next,
                        (deadline, command) -> run.add(String.join(" ", command))))
                .isEqualTo(200);
        assertThat(run).containsExactly("sync --file-system /proc", "sync");
    }

    private static Deadline onAStandingClock() {
        return Deadline.on(() -> 0, Duration.ofSeconds(1), () -> false);
    }

    @Test
    void allIsWrittenOnlyWhereSomeFilesystemsAreNotEnough() throws Exception {
        List<String> run = new ArrayList<>();

        assertThat(WriteBack.below(
                        250,
                        List.of(Path.of("/proc")),
                        onAStandingClock(),
                        () -> 250,
                        (deadline, command) -> run.add(String.join(" ", command))))
                .isEqualTo(250);
        assertThat(run).containsExactly("sync --file-system /proc");
    }

    /** The clock is that of the gauge: how long the host takes to write is no matter here. */
    @Test
    void moreThanTheBoundAtTheDeadlineIsAnError() {
        AtomicLong clock = new AtomicLong();
        Deadline deadline = Deadline.on(clock::get, Duration.ofMillis(300), () -> false);

        assertThatThrownBy(() -> WriteBack.below(
                        100,
                        List.of(),
                        deadline,
                        () -> clock.addAndGet(Duration.ofMillis(100).toNanos()) > 0 ? 4711 : 0,
                        (same, command) -> assertThat(same).isSameAs(deadline)))
                .isInstanceOf(SystemException.class)
                .hasMessage("4711 bytes of this host are still unwritten, allowed are 100")
                .extracting(e -> ((SystemException) e).code())
                .isEqualTo("PG-DIRTY");
    }

    @Test
    void whatThisHostWritesIsCountedAndWritten() throws Exception {
        assertThat(WriteBack.below(Long.MAX_VALUE, List.of(Path.of(".")), TestServer.soon()))
                .isNotNegative();
    }

    @Test
    void dirtyAndWrittenBackMomentarilyAreCountedTogether() {
        assertThat(WriteBack.unwrittenBytes("MemFree: 7 kB\nDirty:   12 kB\nWriteback:   3 kB\nWritebackTmp:  9 kB\n"))
                .isEqualTo(15 * 1024);
    }

    @Test
    void aRoleThatMayNotCheckpointIsTold() throws Exception {
        test.server.execute("create role nobody login");
        ServerSettings nobody = TestServer.asRole(test.settings, "nobody", Optional.empty());

        assertThatThrownBy(() -> new PostgresSystem(nobody, test.guards).settle(1 << 30, TestServer.soon()))
                .isInstanceOf(SystemException.class)
                .hasMessageStartingWith("role 'nobody' may not run CHECKPOINT at ")
                .extracting(e -> ((SystemException) e).code())
                .isEqualTo("PG-RIGHTS");
    }
}
