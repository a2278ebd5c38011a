package org.copyblade.system.postgresql.internal.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.copyblade.system.postgresql.internal.host.HostProcess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoppingTest {

    @TempDir
    private Path directory;

    private Process process;

    @BeforeEach
    void start() throws Exception {
        process = new ProcessBuilder("sleep", "600").start();
    }

    @AfterEach
    void end() throws Exception {
        process.destroyForcibly().waitFor();
    }

    /** As long as it ends nobody can see that it works in the directory, and it has its port and its files yet. */
    @Test
    void whatWasSeenAndCannotBeFoundAnyMoreIsWaitedFor() throws Exception {
        HostProcess seen = HostProcess.of(process.pid()).orElseThrow();

        assertThat(Stopping.nothingRuns(directory, List.of())).isTrue();
        assertThat(Stopping.nothingRuns(directory, List.of(seen))).isFalse();

        process.destroyForcibly().waitFor();
        assertThat(Stopping.nothingRuns(directory, List.of(seen))).isTrue();
    }

    @Test
    void whoeverDoesNotEndIsNamedOnce_alsoWhereItCannotBeFoundAnyMore() throws Exception {
        HostProcess seen = HostProcess.of(process.pid()).orElseThrow();

        assertThat(Stopping.running(directory, List.of(seen, seen))).containsExactly(process.pid());
    }
}
