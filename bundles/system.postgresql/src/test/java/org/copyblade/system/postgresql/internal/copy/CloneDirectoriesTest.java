package org.copyblade.system.postgresql.internal.copy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CloneDirectoriesTest {

    @TempDir
    private Path parent;

    private static long deadProcess() throws Exception {
        Process process = new ProcessBuilder("true").start();
        process.waitFor();
        return process.pid();
    }

    private Stream<String> left() throws Exception {
        try (Stream<Path> files = Files.list(parent)) {
            return files.map(file -> file.getFileName().toString()).toList().stream();
        }
    }

    @Test
    void directoryOfAProcessThatIsGone_isRemoved_andNoOther() throws Exception {
        Path ours = new CloneDirectories(parent).create();
        Path second = new CloneDirectories(parent).create();
        Path stale = Files.createDirectory(parent.resolve("copyblade-clone-" + deadProcess() + "-1"));
        Files.writeString(stale.resolve("log"), "started");
        Path foreign = Files.createDirectory(parent.resolve("copyblade-clone-of-somebody"));

        new CloneDirectories(parent).sweep();

        assertThat(left())
                .containsExactlyInAnyOrder(
                        ours.getFileName().toString(),
                        second.getFileName().toString(),
                        foreign.getFileName().toString());
    }

    /** 107 bytes are the most that the path of a socket may have, and the directory above is refused beyond 60. */
    @Test
    void pathOfTheSocket_isShortEnough() throws Exception {
        Path directory = new CloneDirectories(parent).create();
        String name = "/copyblade-clone-4194304-99/.s.PGSQL.5432";
        assertThat(directory.getFileName().toString()).hasSizeLessThanOrEqualTo("copyblade-clone-4194304-99".length());
        assertThat(60 + name.length()).isLessThanOrEqualTo(107);
    }

    @Test
    void parentThatIsNotThere_isNothingToSweep() {
        new CloneDirectories(parent.resolve("nowhere")).sweep();
    }
}
