package org.copyblade.guard.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.file.Path;
import java.time.Duration;
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
        if (process != null) {
            process.destroyForcibly().waitFor();
        }
    }

    /** What a guard says, without one. */
    private static final class Saying extends SilentProcess {
        private final PipedOutputStream says = new PipedOutputStream();
        private final InputStream said;

        private Saying() throws IOException {
            said = new PipedInputStream(says);
        }

        private void resumed(int orders) throws IOException {
            DataOutputStream out = new DataOutputStream(says);
            out.writeByte(RemoteGuard.RESUMED);
            out.writeInt(orders);
            out.flush();
        }

        @Override
        public InputStream getInputStream() {
            return said;
        }
    }

    /** It lets members go on at the limit, and says so when it has been told to do it again. */
    @Test
    @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void whatAGuardSaysOfAnEarlierOrderIsNoAnswer() throws Exception {
        Saying saying = new Saying();
        RemoteProcess guard = RemoteProcess.of("guard A", saying, directory.resolve("none"), TestHold.of(1, "IMS1"));
        saying.resumed(0);
        assertThat(guard.awaitResumed(Duration.ofSeconds(20))).isTrue();

        guard.resume();
        saying.resumed(0);
        assertThat(guard.awaitResumed(Duration.ofMillis(300))).isFalse();
        saying.resumed(1);
        assertThat(guard.awaitResumed(Duration.ofSeconds(20))).isTrue();
    }

    /** Authorities of the whole world are more than a pipe takes. */
    @Test
    @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void guardThatDoesNotReadItsPlanIsNotArmed() throws Exception {
        process = new ProcessBuilder("sleep", "600").start();
        RemoteHold hold = TestHold.trusting("a certificate".repeat(100_000), 1, "IMS1");
        RemoteProcess guard = RemoteProcess.of("guard A", process, directory.resolve("none"), hold);

        assertThatThrownBy(() -> guard.awaitArmed(Duration.ofMillis(200)))
                .isInstanceOf(GuardException.class)
                .hasMessageStartingWith("cannot arm guard A: ");
        guard.end(Duration.ofMillis(200));

        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }
}
