package org.copyblade.guard.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Which guards may be armed. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class GuardProcessTest {

    @TempDir
    private Path directory;

    /** A process of whose end nobody has taken note. */
    private static final class Unburied extends SilentProcess {

        private final long pid;

        private Unburied(long pid) {
            this.pid = pid;
        }

        @Override
        public long pid() {
            return pid;
        }

        @Override
        public boolean isAlive() {
            return true;
        }
    }

    /** Its number stays for a moment, and whoever is armed by it never answers. */
    @Test
    void guardThatHasJustDiedIsNotFit() throws Exception {
        // A shell buries its children, so this one outlives the shell that its parent is at first.
        Process parent = new ProcessBuilder(
                        "sh", "-c", "(until grep -q sleep /proc/$$/comm; do :; done) & echo $!; exec sleep 600")
                .start();
        try {
            BufferedReader said = parent.inputReader(StandardCharsets.UTF_8);
            long pid = Long.parseLong(said.readLine());
            ProcFiles proc = new ProcFiles();
            Eventually.holds("it has ended", () -> proc.stat(pid) && proc.state == 'Z');

            assertThat(new GuardProcess(Role.HOLDER, new Unburied(pid), directory.resolve("a.err")).isFit())
                    .isFalse();
            assertThat(new GuardProcess(Role.HOLDER, new Unburied(parent.pid()), directory.resolve("b.err")).isFit())
                    .isTrue();
        } finally {
            parent.destroyForcibly().waitFor();
        }
    }
}
