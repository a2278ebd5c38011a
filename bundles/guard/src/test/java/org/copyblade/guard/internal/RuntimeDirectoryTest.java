package org.copyblade.guard.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.copyblade.guard.GuardException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuntimeDirectoryTest {
    private static final List<String> MOUNTS = List.of(
            "/dev/vda / ext4 rw 0 0",
            "tmpfs /run tmpfs rw,nosuid,nodev,noexec,relatime 0 0",
            "tmpfs /dev/shm tmpfs rw,nosuid,nodev 0 0",
            "/dev/vdb /dev/shm/disk ext4 rw 0 0",
            "tmpfs /run/user/7 tmpfs rw 0 0",
            "/dev/vdc /run/user/7 xfs rw 0 0");

    @Test
    void onlyMemoryThatMayHoldProgramsIsTaken() {
        assertThat(RuntimeDirectory.isExecutableMemory(MOUNTS, Path.of("/dev/shm")))
                .isTrue();
        assertThat(RuntimeDirectory.isExecutableMemory(MOUNTS, Path.of("/run"))).isFalse();
        assertThat(RuntimeDirectory.isExecutableMemory(MOUNTS, Path.of("/tmp"))).isFalse();
        assertThat(RuntimeDirectory.isExecutableMemory(MOUNTS, Path.of("/dev/shm/disk")))
                .isFalse();
    }

    @Test
    void ofSeveralMountsOnOnePointTheLastCounts() {
        assertThat(RuntimeDirectory.isExecutableMemory(MOUNTS, Path.of("/run/user/7")))
                .isFalse();
    }

    @Test
    void differentSystemsHaveDifferentLeasesInOnePrivateDirectory() throws Exception {
        RuntimeDirectory runtime = RuntimeDirectory.open();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(runtime.path())))
                .isEqualTo("rwx------");
        assertThat(runtime.lease("a/b")).hasParentRaw(runtime.path()).isNotEqualTo(runtime.lease("a_b"));
        assertThat(runtime.lease("a/b")).isEqualTo(RuntimeDirectory.open().lease("a/b"));
    }

    @Test
    void oneThatIsNamedIsTakenAndNoOther(@TempDir Path home) throws Exception {
        Path named = home.resolve("above/guards");
        RuntimeDirectory runtime = RuntimeDirectory.open(Map.of("COPYBLADE_GUARDS", named.toString()));
        assertThat(runtime.path()).isEqualTo(named);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(named)))
                .isEqualTo("rwx------");
        Files.setPosixFilePermissions(named, PosixFilePermissions.fromString("rwxrwx---"));
        assertThatThrownBy(() -> RuntimeDirectory.open(Map.of("COPYBLADE_GUARDS", named.toString())))
                .isInstanceOf(GuardException.class)
                .hasMessageContaining(named.toString());
    }
}
