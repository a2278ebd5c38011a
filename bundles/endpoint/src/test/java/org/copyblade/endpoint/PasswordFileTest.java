package org.copyblade.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PasswordFileTest {
    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void create() throws Exception {
        file = directory.resolve("password");
        write("secret\nrest\n", "rw-------");
    }

    @Test
    void firstLineIsThePassword_asItIsNow() throws Exception {
        PasswordFile source = new PasswordFile(file);
        assertThat(source.password()).isEqualTo(new Secret("secret"));
        write("other\n", "rw-------");
        assertThat(source.password()).isEqualTo(new Secret("other"));
        assertThat(source.password()).hasToString("***");
    }

    @Test
    void fileThatOthersCanReadIsRefused() throws Exception {
        write("secret\n", "rw-r-----");
        assertThatThrownBy(new PasswordFile(file)::password).hasMessageContaining("is open to others, chmod 0600");
    }

    @Test
    void fileWithoutPasswordIsRefused() throws Exception {
        write("\n", "rw-------");
        assertThatThrownBy(new PasswordFile(file)::password).hasMessageContaining("no password in its first line");
        Files.delete(file);
        assertThatThrownBy(new PasswordFile(file)::password).hasMessageContaining("cannot read");
    }

    private void write(String text, String modes) throws Exception {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(modes));
    }
}
