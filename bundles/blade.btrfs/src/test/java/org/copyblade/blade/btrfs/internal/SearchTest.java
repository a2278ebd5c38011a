package org.copyblade.blade.btrfs.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.BladeException.Recovery;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.spi.CopyPolicy;
import org.copyblade.linux.pool.Facts;
import org.copyblade.linux.pool.Marker;
import org.copyblade.linux.pool.Pool;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the search says of a named pool; it asks for no btrfs. */
class SearchTest {

    @TempDir
    private Path directory;

    private Path pool;

    @BeforeEach
    void makeGroup() throws IOException {
        pool = directory.toRealPath().resolve("pool");
        new Pool(pool, BtrfsBlade.TECHNOLOGY)
                .group("GROUP001")
                .create(Marker.preparing(BtrfsBlade.TECHNOLOGY, "GROUP001", Facts.none()));
    }

    private static List<String> listed(Path named) throws BladeException {
        CopyPolicy policy = CopyPolicy.builder().targetPool(named.toString()).build();
        return new BtrfsBlade()
                .list(policy, Call.within(Duration.ofMinutes(1))).stream()
                        .map(copy -> copy.where() + " " + copy.binding().isPresent())
                        .toList();
    }

    private static void open(Path path) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxrwxrwx"));
    }

    @Test
    void linkOfOurOwn_isFollowed() throws Exception {
        Path link = Files.createSymbolicLink(directory.resolve("link"), pool);
        assertThat(listed(link)).containsExactly(pool.resolve("GROUP001") + " true");
    }

    @Test
    void markerThatOthersMayWrite_isTold() throws Exception {
        Path marker = pool.resolve("GROUP001/.marker");
        open(marker);
        assertThat(listed(pool)).containsExactly(marker + ": can be written by others than its owner false");
    }

    @Test
    void poolThatOthersMayWrite_isAnErrorWithItsCure() throws Exception {
        open(pool);
        assertThatThrownBy(() -> listed(pool)).isInstanceOfSatisfying(BladeException.class, e -> {
            assertThat(e.code()).isEqualTo("BTRFS-UNTRUSTED");
            assertThat(e.recovery()).isEqualTo(Recovery.ASK_OPERATOR);
            assertThat(e.hint()).startsWith("if it is yours");
        });
    }
}
