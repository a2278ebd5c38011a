package org.copyblade.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.copyblade.api.CopybladeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RuntimeDirectoryTest {
    private static final Path DATA = Path.of("/opt/copyblade/data");
    private Path base;
    private int userId;

    /** JUnit's own temporary directories may have long names. */
    @BeforeEach
    void makeShortDirectory() throws Exception {
        base = Files.createTempDirectory(Path.of("/tmp"), "copyblade-t-");
        userId = RuntimeDirectory.ownUserId();
    }

    @AfterEach
    void removeIt() throws Exception {
        try (var paths = Files.walk(base)) {
            for (Path path : paths.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(path);
            }
        }
    }

    @Test
    void candidates_areWhatTheEnvironmentSays_thenTheUsersOwn() {
        assertThat(RuntimeDirectory.candidates(Map.of("XDG_RUNTIME_DIR", "/run/user/7"), 7))
                .containsExactly(Path.of("/run/user/7/copyblade"), Path.of("/tmp/copyblade-7"));
        assertThat(RuntimeDirectory.candidates(
                        Map.of("COPYBLADE_RUNTIME", "/x", "RUNTIME_DIRECTORY", "/run/copyblade"), 0))
                .containsExactly(
                        Path.of("/x"),
                        Path.of("/run/copyblade"),
                        Path.of("/run/copyblade"),
                        Path.of("/tmp/copyblade-0"));
    }

    @Test
    void directory_isPrivate_andEachDataDirectoryHasItsOwn() throws Exception {
        Path one = RuntimeDirectory.create(List.of(base), DATA, userId);
        Path same = RuntimeDirectory.create(List.of(base), DATA, userId);
        Path other = RuntimeDirectory.create(List.of(base), DATA.resolve("other"), userId);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(one)))
                .isEqualTo("rwx------");
        assertThat(same).isEqualTo(one);
        assertThat(other).isNotEqualTo(one);
    }

    @Test
    void baseThatIsTooLong_isPassedOver() throws Exception {
        Path longBase = base.resolve("x".repeat(RuntimeDirectory.MAX_PATH_BYTES));
        assertThat(RuntimeDirectory.create(List.of(longBase, base), DATA, userId))
                .startsWithRaw(base);
        assertThatThrownBy(() -> RuntimeDirectory.create(List.of(longBase), DATA, userId))
                .isInstanceOf(CopybladeException.class)
                .hasMessageEndingWith(longBase + " is too long for a Unix socket");
    }

    @Test
    void linkOrStrangersDirectory_isRefused() throws Exception {
        Path link = Files.createSymbolicLink(base.resolve("link"), Files.createDirectory(base.resolve("real")));
        assertThatThrownBy(() -> RuntimeDirectory.create(List.of(link), DATA, userId))
                .hasMessageContaining(link + " exists and is not a directory of user " + userId);
        int stranger = userId + 1;
        assertThatThrownBy(() -> RuntimeDirectory.create(List.of(base), DATA, stranger))
                .hasMessageContaining(base + " exists and is not a directory of user " + stranger);
    }
}
