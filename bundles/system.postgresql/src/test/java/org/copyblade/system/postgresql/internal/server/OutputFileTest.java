package org.copyblade.system.postgresql.internal.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.copyblade.system.postgresql.internal.host.HostCommand;
import org.copyblade.system.postgresql.internal.host.RootPlaces;
import org.copyblade.system.postgresql.internal.host.ServerOwner;
import org.copyblade.system.spi.Deadline;
import org.copyblade.system.spi.SystemException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Root never opens a file by a name that others can give to another. */
class OutputFileTest {

    private static final ServerOwner NOBODY = new ServerOwner(65534, 65534, "65534");

    private static final Deadline IN_TIME = Deadline.within(Duration.ofMinutes(10));

    @TempDir
    Path directory;

    private Path theirs;

    @BeforeEach
    void makeDirectories() throws Exception {
        assumeTrue(ServerOwner.of(Path.of("/proc/self")).uid() == 0, "skipped: only root opens files for others");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
        theirs = Files.createDirectory(directory.resolve("theirs"));
        NOBODY.own(theirs);
    }

    @Test
    void aFileThatTheServersUserCanOpen_isOpenedByIt() throws Exception {
        Path file = theirs.resolve("server.log");

        assertThat(OutputFile.named(file, NOBODY, IN_TIME)).isEqualTo(new OutputFile(file, true));
    }

    @Test
    void aLinkInADirectoryOfTheServersUser_isNotWrittenThrough() throws Exception {
        Path victim = Files.writeString(directory.resolve("victim"), "of root");
        Files.setPosixFilePermissions(victim, PosixFilePermissions.fromString("rw-------"));
        // As one that root has made elsewhere in it, and its owner has moved here: not the link's owner is who chose
        // it.
        Path file = Files.createSymbolicLink(theirs.resolve("server.log"), victim);

        assertThatThrownBy(() -> OutputFile.named(file, NOBODY, IN_TIME))
                .isInstanceOf(OutputFile.Unusable.class)
                .hasMessageStartingWith("user 65534 cannot open it, and others than root decide what is there: ")
                .hasMessageContaining("Permission denied");
        assertThat(victim).hasContent("of root");
    }

    @Test
    void aFileWhereOnlyRootDecidesWhatIsThere_isOpenedByRoot() throws Exception {
        Path file = Path.of("/etc/copyblade-that-nobody-makes.log");
        assumeTrue(RootPlaces.of(file).isPresent(), "skipped: others write into /etc");

        assertThat(OutputFile.named(file, NOBODY, IN_TIME)).isEqualTo(new OutputFile(file, false));
        assertThat(file).doesNotExist();
    }

    /** Nobody opens the other end of a named pipe, so only the call's own end ends the try. */
    @Test
    void aCallThatIsOver_takesNoOtherFile() throws Exception {
        Path pipe = theirs.resolve("pipe");
        HostCommand.run(IN_TIME, "mkfifo", "-m", "666", pipe.toString());

        assertThatThrownBy(() -> OutputFile.named(pipe, NOBODY, Deadline.within(Duration.ofMinutes(10), () -> true)))
                .isInstanceOf(SystemException.class)
                .hasMessageContaining("cancelled while waiting for");
        assertThatThrownBy(() -> OutputFile.named(pipe, NOBODY, Deadline.within(Duration.ZERO)))
                .isInstanceOf(SystemException.class)
                .hasMessageContaining("no time left");
    }
}
