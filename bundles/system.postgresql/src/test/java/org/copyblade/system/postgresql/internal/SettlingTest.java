package org.copyblade.system.postgresql.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
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

        assertThat(WriteBack.below(250, List.of(), TestServer.soon(), unwritten::next))
                .isEqualTo(200);
    }

    @Test
    void moreThanTheBoundAtTheDeadlineIsAnError() {
        assertThatThrownBy(() -> WriteBack.below(-1, List.of(), Deadline.within(Duration.ofMillis(300))))
                .isInstanceOf(SystemException.class)
                .hasMessageMatching("\\d+ bytes of this host are still unwritten, allowed are -1")
                .extracting(e -> ((SystemException) e).code())
                .isEqualTo("PG-DIRTY");
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
