package org.copyblade.blade.reflink.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.CopyMember;
import org.copyblade.blade.spi.CopyMethod;
import org.copyblade.blade.spi.CopyPolicy;
import org.copyblade.blade.spi.CopyState;
import org.copyblade.blade.spi.ExposeMode;
import org.copyblade.blade.spi.FoundCopy;
import org.copyblade.demo.fixture.ScratchFilesystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The life of a copy on real filesystems. */
class ReflinkBladeTest {

    private ScratchFilesystem filesystem;
    private Path source;

    private void mount(ScratchFilesystem.Kind kind) throws IOException {
        ScratchFilesystems.assume(kind);
        filesystem = ScratchFilesystem.create(kind, 600);
        source = Files.createDirectory(filesystem.root().resolve("data"));
    }

    @AfterEach
    void unmount() throws IOException {
        if (filesystem != null) {
            filesystem.close();
        }
    }

    /** A tree with everything that may be in one. */
    private static void plant(Path root) throws IOException {
        Random random = new Random(7);
        for (String directory : List.of("base/1", "base/5", "global", "empty", "pg_wal", "odd \n näme")) {
            Files.createDirectories(root.resolve(directory));
        }
        for (int i = 0; i < 60; i++) {
            byte[] bytes = new byte[random.nextInt(40_000)];
            random.nextBytes(bytes);
            Files.write(root.resolve("base/" + (i % 2 == 0 ? 1 : 5)).resolve("file" + i), bytes);
        }
        Files.write(root.resolve("base/zero"), new byte[0]);
        Files.writeString(root.resolve("odd \n näme/ü\nx"), "name with a line break");
        Files.writeString(root.resolve("PG_VERSION"), "15\n");
        Files.writeString(root.resolve("pg_wal/000000010000000000000001"), "log");
        try (FileChannel sparse =
                FileChannel.open(root.resolve("global/sparse"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            sparse.write(ByteBuffer.wrap(new byte[] {1}), 5_000_000);
        }
        Files.createSymbolicLink(root.resolve("link"), Path.of("base/1"));
        Files.createLink(root.resolve("global/second"), root.resolve("base/1/file0"));
        Files.createLink(root.resolve("base/1/third"), root.resolve("base/1/file0"));
        Path restricted = root.resolve("base/5/file1");
        Files.setPosixFilePermissions(restricted, PosixFilePermissions.fromString("r--r-----"));
        Files.setAttribute(restricted, "unix:uid", 1234);
        Files.setAttribute(restricted, "unix:gid", 4321);
        Files.getFileAttributeView(restricted, UserDefinedFileAttributeView.class)
                .write("note", StandardCharsets.UTF_8.encode("kept"));
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx------"));
        Files.setAttribute(root, "unix:uid", 1234);
        FileTime old = FileTime.from(Instant.parse("2020-02-02T02:02:02.123456789Z"));
        Files.setLastModifiedTime(restricted, old);
        Files.setLastModifiedTime(root.resolve("base"), old);
    }

    @ParameterizedTest
    @EnumSource(ScratchFilesystem.Kind.class)
    void copyIsExact_andSoIsTheRestore(ScratchFilesystem.Kind kind) throws Exception {
        mount(kind);
        plant(source);
        Map<String, String> before = TreeDigest.of(source);
        BladeDriver driver = new BladeDriver("GEXACT01", BladeDriver.member("data", source));

        assertThat(driver.plan().findings())
                .allMatch(finding -> finding.severity().name().equals("NOTE"));
        assertThat(driver.query()).isInstanceOf(CopyState.Absent.class);
        assertThat(driver.prepare().method()).isEqualTo(CopyMethod.FAST);
        assertThat(driver.query()).isInstanceOf(CopyState.Prepared.class);
        driver.establish();
        assertThat(driver.query()).isInstanceOf(CopyState.Established.class);
        driver.harden();
        assertThat(driver.query()).isInstanceOf(CopyState.Established.class);

        Path copy = filesystem.root().resolve(".copyblade/GEXACT01/data");
        assertThat(TreeDigest.of(copy)).isEqualTo(before);

        spoil(source);
        driver.restore();
        assertThat(TreeDigest.of(source)).isEqualTo(before);
        assertThat(TreeDigest.of(copy)).isEqualTo(before);
        assertThat(driver.query()).isInstanceOf(CopyState.Established.class);

        driver.withdraw();
        assertThat(driver.query()).isInstanceOf(CopyState.Absent.class);
        assertThat(filesystem.root().resolve(".copyblade")).isEmptyDirectory();
    }

    /** What a database may do between backup and restore, and more. */
    private static void spoil(Path root) throws IOException {
        Files.write(root.resolve("base/1/file2"), new byte[100]);
        Files.delete(root.resolve("base/1/file4"));
        Files.createDirectories(root.resolve("base/9/deep"));
        Files.writeString(root.resolve("base/9/deep/new"), "new");
        Files.delete(root.resolve("base/5/file3"));
        Files.createDirectory(root.resolve("base/5/file3"));
        Files.delete(root.resolve("empty"));
        Files.writeString(root.resolve("empty"), "a file now");
        Files.delete(root.resolve("link"));
        Files.createSymbolicLink(root.resolve("link"), Path.of("/etc"));
        Files.delete(root.resolve("global/second"));
        Files.setAttribute(root, "unix:uid", 0);
        Files.setPosixFilePermissions(root.resolve("base"), PosixFilePermissions.fromString("rwxrwxrwx"));
    }

    @ParameterizedTest
    @EnumSource(ScratchFilesystem.Kind.class)
    void whatAppearsOrVanishesAfterPrepare_isCopiedAsItIsAtTheInstant(ScratchFilesystem.Kind kind) throws Exception {
        mount(kind);
        plant(source);
        BladeDriver driver = new BladeDriver("GCHANGE1", BladeDriver.member("data", source));
        driver.plan();
        driver.prepare();
        spoil(source);
        Map<String, String> instant = TreeDigest.of(source);
        driver.establish();
        Files.writeString(source.resolve("base/1/file6"), "later");
        driver.harden();
        assertThat(TreeDigest.of(filesystem.root().resolve(".copyblade/GCHANGE1/data")))
                .isEqualTo(instant);
    }

    @ParameterizedTest
    @EnumSource(ScratchFilesystem.Kind.class)
    void hostCopy_isExactToo_andRestoresByReflink(ScratchFilesystem.Kind kind) throws Exception {
        mount(kind);
        plant(source);
        Map<String, String> before = TreeDigest.of(source);
        BladeDriver driver = new BladeDriver("GHOST001", BladeDriver.member("data", source));
        driver.plan(CopyPolicy.builder()
                .fastReplication(CopyPolicy.FastReplication.NONE)
                .build());
        assertThat(driver.prepare().method()).isEqualTo(CopyMethod.HOST);
        assertThatThrownBy(driver::establish).hasMessageContaining("through the host");
        driver.copy();
        assertThat(((CopyState.Established) driver.query()).background()).isEqualTo(CopyState.Background.COPIED);
        driver.harden();
        assertThat(TreeDigest.of(filesystem.root().resolve(".copyblade/GHOST001/data")))
                .isEqualTo(before);
        spoil(source);
        driver.restore();
        assertThat(TreeDigest.of(source)).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource(ScratchFilesystem.Kind.class)
    void excludedContentIsLeftOut_andLeftAloneByTheRestore(ScratchFilesystem.Kind kind) throws Exception {
        mount(kind);
        plant(source);
        CopyMember member =
                new CopyMember("data", source.toString(), List.of("pg_wal", "base/1/file2"), Optional.of("PG_VERSION"));
        BladeDriver driver = new BladeDriver("GEXCLUD1", member);
        driver.backUp();
        Path copy = filesystem.root().resolve(".copyblade/GEXCLUD1/data");
        assertThat(copy.resolve("pg_wal")).isEmptyDirectory();
        assertThat(copy.resolve("base/1/file2")).doesNotExist();

        Map<String, String> before = TreeDigest.of(source);
        Files.writeString(source.resolve("base/1/file4"), "changed");
        driver.restore();
        assertThat(TreeDigest.of(source)).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource(ScratchFilesystem.Kind.class)
    void writableExposure_neverChangesTheCopy(ScratchFilesystem.Kind kind) throws Exception {
        mount(kind);
        plant(source);
        Map<String, String> before = TreeDigest.of(source);
        BladeDriver driver = new BladeDriver("GEXPOSE1", BladeDriver.member("data", source));
        driver.backUp();
        Set<String> all = Set.of("data");
        ReflinkBlade blade = new ReflinkBlade();
        var readable = blade.expose(driver.group(), driver.binding(), all, ExposeMode.READ_ONLY, BladeDriver.call());
        Path copy = Path.of(readable.exposures().get(0).location());
        var writable = blade.expose(driver.group(), driver.binding(), all, ExposeMode.WRITABLE, BladeDriver.call());
        Path clone = Path.of(writable.exposures().get(0).location());
        assertThat(TreeDigest.of(clone)).isEqualTo(before);
        spoil(clone);
        assertThat(blade.expose(driver.group(), driver.binding(), all, ExposeMode.WRITABLE, BladeDriver.call())
                        .exposures())
                .isEqualTo(writable.exposures());
        assertThat(TreeDigest.of(copy)).isEqualTo(before);
        for (int i = 0; i < 3; i++) {
            blade.conceal(driver.group(), driver.binding(), BladeDriver.call());
        }
        assertThat(clone).doesNotExist();
        assertThat(TreeDigest.of(copy)).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource(ScratchFilesystem.Kind.class)
    void aLostCatalog_canBeRebuiltFromThePool(ScratchFilesystem.Kind kind) throws Exception {
        mount(kind);
        plant(source);
        Map<String, String> before = TreeDigest.of(source);
        BladeDriver driver = new BladeDriver("GFOUND01", BladeDriver.member("data", source));
        driver.backUp();
        ReflinkBlade blade = new ReflinkBlade();
        blade.keep(driver.group(), driver.binding(), "who: me", BladeDriver.call());

        List<FoundCopy> found = blade.list(CopyPolicy.builder().build(), BladeDriver.call()).stream()
                .filter(copy -> copy.where().startsWith(filesystem.root().toString()))
                .toList();
        assertThat(found).hasSize(1);
        assertThat(found.get(0).manifest()).contains("who: me");
        assertThat(found.get(0).at()).isPresent();
        driver.binding(found.get(0).binding().orElseThrow());
        spoil(source);
        driver.restore();
        assertThat(TreeDigest.of(source)).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource(ScratchFilesystem.Kind.class)
    void establishTwice_isRefusedAndLeavesTheCopyAlone(ScratchFilesystem.Kind kind) throws Exception {
        mount(kind);
        plant(source);
        BladeDriver driver = new BladeDriver("GTWICE01", BladeDriver.member("data", source));
        driver.plan();
        assertThatThrownBy(driver::establish).hasMessageContaining("not prepared");
        driver.prepare();
        driver.establish();
        CopyState first = driver.query();
        assertThatThrownBy(driver::establish).isInstanceOfSatisfying(BladeException.class, e -> assertThat(e.recovery())
                .isEqualTo(BladeException.Recovery.LOOK_FIRST));
        assertThat(driver.query()).isEqualTo(first);
    }

    @ParameterizedTest
    @EnumSource(ScratchFilesystem.Kind.class)
    void membersOnTwoFilesystems_areEachCopiedOnTheirOwn(ScratchFilesystem.Kind kind) throws Exception {
        mount(kind);
        plant(source);
        try (ScratchFilesystem second = ScratchFilesystem.create(ScratchFilesystem.Kind.XFS, 600)) {
            Path other = Files.createDirectory(second.root().resolve("tablespace"));
            plant(other);
            Map<String, String> before = TreeDigest.of(other);
            BladeDriver driver =
                    new BladeDriver("GTWOFS01", BladeDriver.member("data", source), BladeDriver.member("other", other));
            driver.plan();
            assertThat(driver.prepare().method()).isEqualTo(CopyMethod.FAST);
            driver.establish();
            assertThat(driver.query()).isInstanceOf(CopyState.Established.class);
            driver.harden();
            assertThat(TreeDigest.of(second.root().resolve(".copyblade/GTWOFS01/other")))
                    .isEqualTo(before);
            List<FoundCopy> found = new ReflinkBlade()
                    .list(CopyPolicy.builder().build(), BladeDriver.call()).stream()
                            .filter(copy -> copy.where().contains("GTWOFS01"))
                            .toList();
            assertThat(found).hasSize(1);
            driver.binding(found.get(0).binding().orElseThrow());
            spoil(other);
            driver.restore();
            assertThat(TreeDigest.of(other)).isEqualTo(before);
            driver.withdraw();
            assertThat(driver.query()).isInstanceOf(CopyState.Absent.class);
            assertThat(second.root().resolve(".copyblade")).isEmptyDirectory();
            assertThat(filesystem.root().resolve(".copyblade")).isEmptyDirectory();
        }
    }

    @Test
    void filesWrittenInPlaceThatAppearAfterPrepare_areClonedToo() throws Exception {
        mount(ScratchFilesystem.Kind.BTRFS);
        Process flag = new ProcessBuilder("chattr", "+C", source.toString()).start();
        assertThat(flag.waitFor()).isZero();
        plant(source);
        BladeDriver driver = new BladeDriver("GNOCOW01", BladeDriver.member("data", source));
        driver.plan();
        driver.prepare();
        Files.move(source.resolve("pg_wal/000000010000000000000001"), source.resolve("pg_wal/renamed"));
        Files.createDirectories(source.resolve("base/9"));
        Files.writeString(source.resolve("base/9/new"), "new");
        Map<String, String> instant = TreeDigest.of(source);
        driver.establish();
        driver.harden();
        assertThat(TreeDigest.of(filesystem.root().resolve(".copyblade/GNOCOW01/data")))
                .isEqualTo(instant);
    }
}
