package org.copyblade.system.postgresql.internal.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.copyblade.system.postgresql.internal.TestServer;
import org.copyblade.system.spi.SystemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PassFileTest {

    @TempDir
    Path directory;

    private final ServerSettings settings = TestServer.settings("db1", 5433, "", Optional.empty());

    @Test
    void theFirstLineThatFitsCounts() throws Exception {
        Path file = file("# comment\ndb2:5433:*:postgres:wrong\ndb1:*:postgres:postgres:a\\:b\\\\c:d\n*:*:*:*:last\n");

        assertThat(PassFile.find(file, settings)).contains(new Secret("a:b\\c:d"));
    }

    @Test
    void noLineFits() throws Exception {
        assertThat(PassFile.find(file("db2:*:*:*:x\n"), settings)).isEmpty();
    }

    @Test
    void aFileOpenToOthersIsRefused() throws Exception {
        Path file = file("*:*:*:*:x\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

        assertThatThrownBy(() -> PassFile.find(file, settings))
                .isInstanceOf(SystemException.class)
                .hasMessage("the password file " + file + " is open to others than its owner");
    }

    @Test
    void aMissingFileIsRefused() {
        assertThatThrownBy(() -> PassFile.find(directory.resolve("none"), settings))
                .hasMessageStartingWith("cannot read the password file " + directory.resolve("none"));
    }

    private Path file(String text) throws IOException {
        Path file = Files.writeString(directory.resolve("pass"), text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
}
