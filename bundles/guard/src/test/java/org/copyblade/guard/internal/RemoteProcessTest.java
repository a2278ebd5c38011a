package org.copyblade.guard.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.copyblade.guard.GuardException;
import org.copyblade.guard.RemoteHold;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A guard that somebody has stopped must not stop its manager. */
class RemoteProcessTest {

    @TempDir
    private Path directory;

    private Process process;

    @AfterEach
    void end() throws Exception {
        process.destroyForcibly().waitFor();
    }

    /** Authorities of the whole world are more than a pipe takes. */
    @Test
    @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void guardThatDoesNotReadItsPlanIsNotArmed() throws Exception {
        process = new ProcessBuilder("sleep", "600").start();
        RemoteHold hold = new RemoteHold(
                "ims",
                1,
                "zos1",
                443,
                "",
                "a certificate".repeat(100_000),
                new RemoteHold.Login("user", "secret", ""),
                "",
                List.of(new RemoteHold.Request("IMS1", "", "", "")));
        RemoteProcess guard = RemoteProcess.of("guard A", process, directory.resolve("none"), hold);

        assertThatThrownBy(() -> guard.awaitArmed(Duration.ofMillis(200)))
                .isInstanceOf(GuardException.class)
                .hasMessageStartingWith("cannot arm guard A: ");
        guard.end(Duration.ofMillis(200));

        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }
}
