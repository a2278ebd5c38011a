package org.copyblade.linux.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.copyblade.linux.FilesystemId;
import org.copyblade.linux.Mount;
import org.copyblade.linux.MountTable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of a copy while what it was on is not mounted. */
class UnmountedPoolTest {

    private static final String ID = "GROUP001";
    private static final Marker MARKER = Marker.preparing("reflink", ID, Facts.none());

    @TempDir
    private Path directory;

    private Pool pool;
    private Mount mount;

    @BeforeEach
    void makePool() throws IOException {
        pool = new Pool(directory.toRealPath().resolve("pool"), "reflink");
        mount = MountTable.read().holding(pool.path());
    }

    private GroupDirectory on(Path point, String filesystem) {
        return pool.group(ID, Optional.of(new MountedOn(point, filesystem, "")));
    }

    private static void assertUnknown(GroupDirectory group, String why) {
        assertThatThrownBy(group::exists)
                .isInstanceOfSatisfying(
                        UnmountedException.class, e -> assertThat(e.getReason()).contains(why));
        assertThatThrownBy(group::isEntombed).isInstanceOf(UnmountedException.class);
        assertThatThrownBy(group::entomb).isInstanceOf(UnmountedException.class);
    }

    @Test
    void absentWhereItWas_isAbsent() throws IOException {
        GroupDirectory group = pool.group(ID, Optional.of(MountedOn.holding(pool.path(), MountTable.read())));
        assertThat(group.exists()).isFalse();
        assertThat(group.isEntombed()).isFalse();
        assertThat(on(mount.point(), "").exists()).isFalse();
    }

    @Test
    void absentInABareMountPoint_isUnknown() {
        assertUnknown(on(directory, ""), "was mounted at " + directory + ", and nothing is mounted there");
    }

    @Test
    void absentUnderWhatHidesIt_isUnknown() {
        Pool inProc = new Pool(Path.of("/proc/copyblade"), "reflink");
        assertThatThrownBy(() -> inProc.group(ID, Optional.of(new MountedOn(Path.of("/"), "", "")))
                        .exists())
                .hasMessageContaining("what is mounted at /proc hides it");
    }

    @Test
    void absentOnAnotherFilesystem_isUnknown_ifBothSayWhatTheyAre() throws IOException {
        String today = FilesystemId.of(mount);
        GroupDirectory group = on(mount.point(), "0123456789abcdef0123456789abcdef");
        if (today.isEmpty()) {
            assertThat(group.exists()).isFalse();
        } else {
            assertUnknown(group, "it was on filesystem 0123456789abcdef0123456789abcdef, and " + today);
        }
    }

    @Test
    void whatIsThere_isThere_whereverItWasMovedTo() throws IOException {
        GroupDirectory group = on(directory, "");
        pool.group(ID).create(MARKER);
        assertThat(group.exists()).isTrue();
        group.entomb();
        assertThat(group.isEntombed()).isTrue();
        group.bury();
        assertUnknown(group, "nothing is mounted there");
    }

    @Test
    void whatIsGoneForGood_isAbsentOnceSomebodyHasSaidSo() throws IOException {
        GroupDirectory group = on(directory, "01");
        assertThatThrownBy(group::exists).isInstanceOfSatisfying(UnmountedException.class, e -> assertThat(e.hint())
                .endsWith("say so by an empty file " + pool.path().resolve(".gone-01")));
        Files.createDirectory(pool.path());
        Files.createFile(pool.path().resolve(".gone-02"));
        assertUnknown(group, "nothing is mounted there");
        Files.createFile(pool.path().resolve(".gone-01"));
        assertThat(group.exists()).isFalse();
    }

    /** Nobody can tell one such filesystem from the next one at the same place, on which later copies lie. */
    @Test
    void wordAboutWhatHasNoId_isOneAboutItsGroupOnly() throws IOException {
        assertThatThrownBy(() -> on(directory, "").exists())
                .isInstanceOfSatisfying(UnmountedException.class, e -> assertThat(e.hint())
                        .endsWith(pool.path().resolve(".gone-" + ID).toString()));
        Files.createDirectory(pool.path());
        Files.createFile(pool.path().resolve(".gone-" + ID));
        assertThat(on(directory, "").exists()).isFalse();
        assertUnknown(
                pool.group("GROUP002", Optional.of(new MountedOn(directory, "", ""))), "nothing is mounted there");
    }

    /** All subvolumes of a btrfs, and whatever of a filesystem is mounted by bind, bear the same id. */
    @Test
    void absentOnAnotherPartOfTheFilesystem_isUnknown() throws IOException {
        MountedOn today = MountedOn.holding(pool.path(), MountTable.read());
        MountedOn other = new MountedOn(mount.point(), today.filesystem(), "/other");
        assertUnknown(
                pool.group(ID, Optional.of(other)),
                "it was on /other of a filesystem, and " + mount.root() + " is mounted at " + mount.point());
    }

    @Test
    void factsAreReadAsTheyWereWritten_andOlderOnesHaveNone() {
        MountedOn known = new MountedOn(Path.of("/a\nb"), "01", "/@");
        assertThat(MountedOn.of(Facts.parse(known.facts("pool.0.").format()), "pool.0."))
                .contains(known);
        assertThat(MountedOn.of(Facts.parse("pool.0.point=/a\npool.0.filesystem=01"), "pool.0."))
                .contains(new MountedOn(Path.of("/a"), "01", ""));
        assertThat(MountedOn.of(Facts.none().with("pool.0", "/a"), "pool.0.")).isEmpty();
    }
}
