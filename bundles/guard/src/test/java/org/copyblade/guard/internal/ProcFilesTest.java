package org.copyblade.guard.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.Native;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.copyblade.guard.Leader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ProcFilesTest {
    private final ProcFiles proc = new ProcFiles();

    @Test
    void aProgramNameMayHoldBlanksAndParentheses(@TempDir Path directory) throws Exception {
        Path odd = directory.resolve("a) T 1 (b");
        Files.copy(Path.of("/bin/sleep"), odd);
        Process process = new ProcessBuilder(odd.toString(), "600").start();
        try {
            Eventually.holds("it sleeps", () -> proc.stat(process.pid()) && proc.state == 'S');
            assertThat(proc.parent).isEqualTo(ProcessHandle.current().pid());
            assertThat(proc.threads).isEqualTo(1);
            assertThat(proc.start).isEqualTo(Leader.of(process.pid()).startTicks());
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void aProcessThatIsNotThereIsToldFromOneThatCannotBeRead() throws Exception {
        Process process = new ProcessBuilder("true").start();
        process.waitFor(10, TimeUnit.SECONDS);
        assertThat(proc.stat(process.pid())).isFalse();
        assertThat(ProcFiles.saidThereIsNone()).isTrue();
        assertThat(Posix.send(process.pid(), Posix.NO_SIGNAL)).isFalse();
        assertThat(Native.getLastError()).isEqualTo(Posix.ESRCH);
    }

    @Test
    void bothFingerprintsStayWhileStoppedAndChangeWhenContinued() throws Exception {
        Process process = new ProcessBuilder("sh", "-c", "while :; do :; done").start();
        try {
            long pid = process.pid();
            Signal.STOP.to(pid);
            Eventually.holds("it is off the queue", () -> proc.isOffQueue(pid));
            assertThat(proc.fingerprint(pid)).isTrue();
            long turns = proc.turns;
            long runNanos = proc.runNanos;
            assertThat(proc.contextSwitches(pid)).isTrue();
            long switches = proc.turns;

            proc.fingerprint(pid);
            assertThat(proc.turns).isEqualTo(turns);
            assertThat(proc.runNanos).isEqualTo(runNanos);
            proc.contextSwitches(pid);
            assertThat(proc.turns).isEqualTo(switches);

            Signal.CONT.to(pid);
            Eventually.holds("it has run", () -> proc.fingerprint(pid) && proc.turns > turns);
            Signal.STOP.to(pid);
            Eventually.holds("it is off the queue", () -> proc.isOffQueue(pid));
            assertThat(proc.contextSwitches(pid)).isTrue();
            assertThat(proc.turns).isGreaterThan(switches);
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void threadsAndChildrenAreListed() throws Exception {
        int[] into = new int[100];
        long self = ProcessHandle.current().pid();
        assertThat(proc.stat(self)).isTrue();
        assertThat(proc.threads(self, into)).isEqualTo(proc.threads);
        assertThat(proc.threads(self, new int[1])).isEqualTo(-1);
        try (ServerTree tree = ServerTree.start(30, ServerTree.IDLER)) {
            int count = proc.children(tree.process().pid(), into, 0);
            assertThat(count).isEqualTo(30);
            for (int child = 0; child < count; child++) {
                assertThat((long) into[child]).isEqualTo(tree.children().get(child));
            }
        }
    }
}
