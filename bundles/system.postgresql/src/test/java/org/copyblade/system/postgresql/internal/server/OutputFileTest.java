package org.copyblade.system.postgresql.internal.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.copyblade.system.postgresql.internal.host.RootPlaces;
import org.copyblade.system.postgresql.internal.host.ServerOwner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Root never opens a file by a name that others can give to another. */
class OutputFileTest {

    private static final ServerOwner NOBODY = new ServerOwner(65534, 65534, "65534");

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

        assertThat(OutputFile.named(file, NOBODY)).contains(new OutputFile(file, true));
    }

    @Test
    void aLinkInADirectoryOfTheServersUser_isNotWrittenThrough() throws Exception {
        Path victim = Files.writeString(directory.resolve("victim"), "of root");
        Files.setPosixFilePermissions(victim, PosixFilePermissions.fromString("rw-------"));
        // As one that root has made elsewhere in it, and its owner has moved here: not the link's owner is who chose
        // it.
        Path file = Files.createSymbolicLink(theirs.resolve("server.log"), victim);

        assertThat(OutputFile.named(file, NOBODY)).isEmpty();
        assertThat(victim).hasContent("of root");
    }

    @Test
    void aFileWhereOnlyRootDecidesWhatIsThere_isOpenedByRoot() throws Exception {
        Path file = Path.of("/etc/copyblade-that-nobody-makes.log");
        assumeTrue(RootPlaces.of(file).isPresent(), "skipped: others write into /etc");

        assertThat(OutputFile.named(file, NOBODY)).isEqualTo(Optional.of(new OutputFile(file, false)));
        assertThat(file).doesNotExist();
    }
}
