package org.copyblade.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class MountTableTest {

    private static final List<String> LINES = List.of(
            "21 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw",
            "30 21 0:40 /@data /srv/with\\040blank rw,noatime shared:2 master:1 - btrfs /dev/sdb rw,subvolid=256,subvol=/@data",
            "31 21 0:40 / /top ro - btrfs /dev/sdb rw",
            "32 31 8:3 / /top/inner rw - xfs /dev/sdc rw",
            "33 31 8:4 / /top/inner rw - xfs /dev/sdd ro");

    private final MountTable mounts = MountTable.parse(LINES);

    @Test
    void theLongestMountPointHoldsAPath_andOfTwoTheLater() {
        assertThat(mounts.holding(Path.of("/srv/x")).type()).isEqualTo("ext4");
        assertThat(mounts.holding(Path.of("/srv/with blank/a")).root()).isEqualTo("/@data");
        assertThat(mounts.holding(Path.of("/top/inner/a")).device()).isEqualTo("8:4");
        assertThat(mounts.holding(Path.of("/topless")).type()).isEqualTo("ext4");
    }

    @Test
    void mountsOfOneFilesystemAreKnownByTheirDevice() {
        Mount data = mounts.at(Path.of("/srv/with blank")).orElseThrow();
        assertThat(data.isSameFilesystem(mounts.holding(Path.of("/top")))).isTrue();
        assertThat(data.isSameFilesystem(mounts.holding(Path.of("/")))).isFalse();
    }

    @Test
    void readOnlyIsTheMountOrTheFilesystem() {
        assertThat(mounts.holding(Path.of("/top")).isReadOnly()).isTrue();
        assertThat(mounts.holding(Path.of("/top/inner")).isReadOnly()).isTrue();
        assertThat(mounts.holding(Path.of("/srv")).isReadOnly()).isFalse();
    }

    @Test
    void belowAPathAreOnlyMountsInsideIt() {
        assertThat(mounts.below(Path.of("/top"))).extracting(Mount::device).containsExactly("8:3", "8:4");
        assertThat(mounts.at(Path.of("/top/other"))).isEmpty();
    }
}
