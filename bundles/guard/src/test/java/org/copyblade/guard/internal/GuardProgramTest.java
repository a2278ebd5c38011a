package org.copyblade.guard.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class GuardProgramTest {

    @TempDir
    private Path directory;

    private GuardProgram copied() throws Exception {
        GuardProgram staged = GuardProgram.stage(RuntimeDirectory.open());
        Eventually.holds("the classes are archived", () -> Files.exists(staged.archive()));
        try (DirectoryStream<Path> files = Files.newDirectoryStream(staged.directory(), "*.{jar,so}")) {
            for (Path file : files) {
                Files.copy(file, directory.resolve(file.getFileName()));
            }
        }
        return new GuardProgram(directory, directory);
    }

    /** One that nobody needs: its end of file comes at once. */
    private static String run(GuardProgram program) throws Exception {
        List<String> command = program.command(List.of(
                Role.HOLDER.name(), Long.toString(ProcessHandle.current().pid())));
        Process process = new ProcessBuilder(command).start();
        process.getOutputStream().close();
        return process.waitFor() + " " + new String(process.getInputStream().readAllBytes())
                + new String(process.getErrorStream().readAllBytes());
    }

    @Test
    void aGuardThatIsArmedForNothingEndsWithItsManager() throws Exception {
        Process manager = new ProcessBuilder("sleep", "600").start();
        List<String> command = GuardProgram.stage(RuntimeDirectory.open())
                .command(List.of(Role.WITNESS.name(), Long.toString(manager.pid())));
        Process guard = new ProcessBuilder(command).start();
        try {
            // The pipe to it stays open: it is the death alone that ends it, whether it came before the guard looked or
            // after.
            manager.destroyForcibly().waitFor();
            Eventually.holds("the guard has ended", () -> !guard.isAlive());
        } finally {
            guard.destroyForcibly();
        }
    }

    @Test
    void aGuardStartsWithoutAnArchive() throws Exception {
        assertThat(run(copied())).isEqualTo("0 ");
    }

    @Test
    void aGuardStartsWithADamagedArchive() throws Exception {
        GuardProgram program = copied();
        Files.writeString(program.archive(), "no archive");
        assertThat(run(program)).isEqualTo("0 ");
    }
}
