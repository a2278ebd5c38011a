package org.copyblade.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstanceTest {
    private static final Path SOCKET = Path.of("/run/x/control.sock");

    @TempDir
    Path data;

    @Test
    void runningProcess_isFound() throws Exception {
        assertThat(Instance.find(data)).isEmpty();
        Instance self = Instance.ofThisProcess(SOCKET);
        self.writeTo(data);
        assertThat(Instance.find(data)).contains(self);
        Instance.remove(data);
        assertThat(Instance.find(data)).isEmpty();
    }

    @Test
    void processThatTookOverTheNumberOfADeadOne_isNotTheInstance() throws Exception {
        new Instance(ProcessHandle.current().pid(), "1", SOCKET).writeTo(data);
        assertThat(Instance.find(data)).isEmpty();
    }

    @Test
    void endedProcess_isNotAlive_evenBeforeItsParentNotices() throws Exception {
        Process child = new ProcessBuilder("sleep", "60").start();
        String stat = Files.readString(Path.of("/proc", Long.toString(child.pid()), "stat"));
        Instance instance = new Instance(child.pid(), stat.split(" ")[21], SOCKET);
        assertThat(instance.isAlive()).isTrue();
        assertThat(instance.terminate()).isTrue();
        child.waitFor();
        assertThat(instance.isAlive()).isFalse();
    }

    @Test
    void tornDescription_isASentence() throws Exception {
        Files.writeString(data.resolve("instance.properties"), "pid=many\n");
        assertThatThrownBy(() -> Instance.find(data))
                .hasMessageStartingWith("cannot read " + data.resolve("instance.properties"));
    }
}
