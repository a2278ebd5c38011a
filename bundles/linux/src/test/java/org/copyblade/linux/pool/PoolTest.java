package org.copyblade.linux.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.copyblade.linux.MountTable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PoolTest {

    private static final String ID = "GROUP001";

    @TempDir
    private Path directory;

    private Pool pool;
    private GroupDirectory group;

    @BeforeEach
    void makePool() {
        pool = new Pool(directory.resolve("pool"), "reflink");
        group = pool.group(ID);
    }

    private static Marker marker() {
        return Marker.preparing("reflink", ID, Facts.none().with("pool", "/a\\n\nb=c"));
    }

    @Test
    void markerIsFoundAsItWasWritten() throws IOException {
        group.create(marker());
        assertThat(group.marker()).contains(marker());
        Marker established = marker().established(Instant.parse("2026-01-02T03:04:05.678901234Z"));
        group.mark(established);
        assertThat(group.marker()).contains(established);
        assertThat(pool.groups()).containsExactly(ID);
    }

    @Test
    void tornMarkerIsOursButSaysNothing() throws IOException {
        group.create(marker());
        String text = Files.readString(group.path().resolve(GroupDirectory.MARKER));
        for (int length = 0; length < text.length(); length++) {
            Files.writeString(group.path().resolve(GroupDirectory.MARKER), text.substring(0, length));
            assertThat(group.marker()).isEmpty();
            assertThat(group.isForeign()).isFalse();
        }
    }

    @Test
    void whatIsSomebodyElsesIsLeftAlone() throws IOException {
        Files.createDirectories(group.path().resolve("precious"));
        assertThat(group.isForeign()).isTrue();
        assertThat(group.exists()).isFalse();
        assertThatThrownBy(() -> group.create(marker())).isInstanceOf(FileAlreadyExistsException.class);
        group.entomb();
        group.bury();
        assertThat(group.path().resolve("precious")).exists();
        assertThat(pool.groups()).isEmpty();
    }

    @Test
    void theOtherTechnologyInTheSamePoolIsSomebodyElse() throws IOException {
        group.create(marker());
        Pool other = new Pool(pool.path(), "btrfs");
        assertThat(other.groups()).isEmpty();
        assertThat(other.group(ID).isForeign()).isTrue();
    }

    @Test
    void whatIsBeingTakenApartIsStillListed() throws IOException {
        group.create(marker());
        Files.createDirectory(group.member("data"));
        group.entomb();
        assertThat(group.exists()).isFalse();
        assertThat(group.isEntombed()).isTrue();
        assertThat(pool.groups()).containsExactly(ID);
        Files.delete(group.tombstone().resolve("data"));
        group.bury();
        assertThat(pool.groups()).isEmpty();
        assertThat(pool.path()).isEmptyDirectory();
    }

    @Test
    void clonesOfAStrangerAreRefused() throws IOException {
        group.create(marker());
        Files.createDirectory(group.clones());
        assertThat(group.hasClones()).isFalse();
        assertThatThrownBy(group::beginClones).hasMessageContaining("is not ours");
    }

    @Test
    void placesThatCannotBeAPoolSayWhy() throws IOException {
        MountTable mounts = MountTable.read();
        assertThat(PoolPlace.named("relative", mounts).problem()).isPresent();
        assertThat(PoolPlace.named("/a\nb", mounts).problem()).isPresent();
        Path file = Files.createFile(directory.resolve("file"));
        assertThat(PoolPlace.named(file.toString(), mounts).problem().orElse(""))
                .contains("is not a directory");
        Path link = Files.createSymbolicLink(directory.resolve("link"), directory);
        PoolPlace place = PoolPlace.named(link.resolve("x/y").toString(), mounts);
        assertThat(place.problem()).isEmpty();
        assertThat(place.path()).isEqualTo(directory.toRealPath().resolve("x/y"));
        assertThat(place.conflictWith(directory.toRealPath())).isPresent();
    }
}
