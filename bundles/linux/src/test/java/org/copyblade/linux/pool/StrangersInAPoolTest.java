package org.copyblade.linux.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.copyblade.linux.Mount;
import org.copyblade.linux.MountTable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody who may write to a mount can put in the way of a pool, and what comes of it. */
class StrangersInAPoolTest {

    private static final String ID = "GROUP001";
    private static final int STRANGER = 4711;

    @TempDir
    private Path directory;

    private Pool pool;
    private GroupDirectory group;

    @BeforeEach
    void makeGroup() throws IOException {
        pool = new Pool(directory.toRealPath().resolve("pool"), "reflink");
        group = pool.group(ID);
        group.create(marker(ID));
        group.keepManifest("manifest");
    }

    private static Marker marker(String id) {
        return Marker.preparing("reflink", id, Facts.none());
    }

    private Path file(String name) {
        return group.path().resolve(name).normalize();
    }

    private static void open(Path path, String permissions) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    private static void give(Path path, int uid) throws IOException {
        assumeTrue(Trust.ofThisProcess().self() == 0, "skipped: only root can give files away");
        Files.setAttribute(path, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
    }

    private void assertNothingIsBelieved(String why) throws IOException {
        assertThatThrownBy(group::exists).isInstanceOf(UntrustedException.class).hasMessageContaining(why);
        assertThatThrownBy(group::marker).isInstanceOf(UntrustedException.class);
        assertThatThrownBy(group::entomb).isInstanceOf(UntrustedException.class);
        assertThat(Files.exists(group.path())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {".", ".marker"})
    void whatOthersMayWrite_isNeitherOursNorGone(String name) throws IOException {
        for (String permissions : List.of("rwx-w----", "rwx----w-")) {
            open(file(name), permissions);
            assertNothingIsBelieved("can be written by others");
            assertThat(group.isForeign()).isTrue();
            assertThat(pool.groups()).isEmpty();
            assertThat(pool.doubts()).singleElement().satisfies(doubt -> assertThat(doubt)
                    .hasMessage(file(name) + ": can be written by others than its owner"));
        }
        open(file(name), "rwx------");
        assertThat(group.exists()).isTrue();
        assertThat(pool.groups()).containsExactly(ID);
        assertThat(pool.doubts()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {".", ".marker"})
    void whatBelongsToAnotherUser_isNeitherOursNorGone(String name) throws IOException {
        give(file(name), STRANGER);
        assertNothingIsBelieved("belongs to user " + STRANGER);
        assertThat(group.isForeign()).isTrue();
        assertThat(pool.groups()).isEmpty();
        GroupDirectory asSeenByItsOwner = pool.group(ID, Optional.empty(), new Trust(STRANGER));
        assertThat(asSeenByItsOwner.exists()).isTrue();
        assertThat(asSeenByItsOwner.marker()).contains(marker(ID));
        assertThat(pool.groups(new Trust(STRANGER))).containsExactly(ID);
    }

    @Test
    void manifestThatOthersMayWrite_isNotRead() throws IOException {
        assertThat(group.manifest()).contains("manifest");
        open(file(".manifest"), "rw-rw----");
        assertThatThrownBy(group::manifest).isInstanceOf(UntrustedException.class);
    }

    @Test
    void poolThatOthersMayWrite_saysNothing_alsoNotThatSomethingIsGone() throws IOException {
        open(pool.path(), "rwxrwxrwx");
        assertNothingIsBelieved("can be written by others");
        assertThatThrownBy(pool::groups).isInstanceOf(UntrustedException.class);
        assertThatThrownBy(() -> pool.group("ABSENT01").exists()).isInstanceOf(UntrustedException.class);
        assertThatThrownBy(() -> pool.group("GROUP002").create(marker("GROUP002")))
                .isInstanceOf(UntrustedException.class);
        assertThat(pool.path().resolve("GROUP002")).doesNotExist();
        assertThat(PoolPlace.at(pool.path(), MountTable.read()).problem().orElse(""))
                .contains("can be written by others");
    }

    @Test
    void poolThatIsALink_isNotWrittenThrough() throws IOException {
        Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
        Path link = Files.createSymbolicLink(directory.toRealPath().resolve("link"), elsewhere);
        GroupDirectory through = new Pool(link, "reflink").group(ID);
        assertThatThrownBy(() -> through.create(marker(ID))).isInstanceOf(UntrustedException.class);
        assertThatThrownBy(through::exists).isInstanceOf(UntrustedException.class);
        assertThat(elsewhere).isEmptyDirectory();
    }

    @Test
    void linkOfAStranger_isNoPlaceForAPool_andOneOfOurOwnIs() throws IOException {
        Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
        Path link = Files.createSymbolicLink(directory.toRealPath().resolve("link"), elsewhere);
        assertThat(PoolPlace.at(link, MountTable.read()).problem()).isEmpty();
        assertThat(PoolPlace.real(link)).isEqualTo(elsewhere.toRealPath());
        Files.delete(elsewhere);
        assertThat(PoolPlace.real(link)).isEqualTo(link);
        assertThat(PoolPlace.at(link, MountTable.read()).problem().orElse("")).contains("leads nowhere");
        Files.createDirectory(elsewhere);
        give(link, STRANGER);
        assertThat(PoolPlace.at(link, MountTable.read()).problem().orElse(""))
                .isEqualTo(link + " belongs to user " + STRANGER + ", not to root");
        assertThatThrownBy(() -> PoolPlace.real(link)).isInstanceOf(UntrustedException.class);
    }

    @Test
    void brokenMarker_hidesNoOtherCopy() throws IOException {
        GroupDirectory broken = pool.group("BROKEN01");
        broken.create(marker("BROKEN01"));
        Files.delete(broken.path().resolve(".marker"));
        Files.createDirectory(broken.path().resolve(".marker"));
        assertThat(pool.groups()).containsExactly(ID);
    }

    @Test
    void tombstoneOfAStranger_isNotTakenApart() throws IOException {
        group.entomb();
        assertThat(group.isEntombed()).isTrue();
        open(group.tombstone(), "rwxrwxrwx");
        assertThatThrownBy(group::isEntombed).isInstanceOf(UntrustedException.class);
        assertThatThrownBy(group::bury).isInstanceOf(UntrustedException.class);
        assertThat(group.tombstone()).exists();
    }

    @Test
    void whatIsMadeIsOpenToNobody() throws IOException {
        Path left = group.path().resolve(".marker.new");
        Files.writeString(left, "left by an interruption");
        open(left, "rw-rw-rw-");
        group.mark(marker(ID));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file(".marker"))))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(group.path())))
                .isEqualTo("rwx--x--x");
    }

    @Test
    void mountThatAUsersProgramShows_isNotSearched() {
        Mount kernel = new Mount("8:1", "/", Path.of("/a"), "rw", "xfs", "/dev/sda", "rw");
        Mount users = new Mount("0:50", "/", Path.of("/b"), "rw", "fuse.x", "x", "rw,user_id=4711,group_id=1");
        Mount roots = new Mount("0:51", "/", Path.of("/c"), "rw", "fuseblk", "x", "rw,user_id=0,group_id=0");
        List<Mount> mounts = List.of(kernel, users, roots);
        assertThat(Pool.defaults(mounts, new Trust(0)))
                .containsExactly(Path.of("/a/.copyblade"), Path.of("/c/.copyblade"));
        assertThat(Pool.defaults(mounts, new Trust(STRANGER))).hasSize(3);
    }
}
