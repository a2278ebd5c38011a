package org.copyblade.blade.btrfs.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.copyblade.blade.spi.Binding;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.BladeFinding;
import org.copyblade.blade.spi.CopyMember;
import org.copyblade.blade.spi.CopyPolicy;
import org.copyblade.blade.spi.CopyState;
import org.copyblade.blade.spi.ExposeMode;
import org.copyblade.blade.spi.FoundCopy;
import org.copyblade.blade.spi.HostVolume;
import org.copyblade.demo.fixture.ScratchFilesystem;
import org.copyblade.linux.Mount;
import org.copyblade.linux.MountTable;
import org.copyblade.linux.Mounting;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The life of a copy on a real btrfs. */
class BtrfsBladeTest {

    private ScratchFilesystem filesystem;
    private Path source;
    private Path mountPoint;

    @BeforeEach
    void mount() throws IOException {
        ScratchFilesystems.assume(ScratchFilesystem.Kind.BTRFS);
        filesystem = ScratchFilesystem.create(ScratchFilesystem.Kind.BTRFS, 600);
        source = filesystem.subvolume("data");
        Files.writeString(source.resolve("PG_VERSION"), "15");
        Files.writeString(source.resolve("table"), "first");
    }

    @AfterEach
    void unmount() throws IOException {
        if (mountPoint != null) {
            if (MountTable.read().at(mountPoint).isPresent()) {
                Mounting.unmount(mountPoint);
            }
            Files.deleteIfExists(mountPoint);
        }
        if (filesystem != null) {
            filesystem.close();
        }
    }

    private static CopyMember gated(String name, Path source) {
        return new CopyMember(name, source.toString(), List.of(), Optional.of("PG_VERSION"));
    }

    @Test
    void snapshotIsTakenRestoredAndWithdrawn() throws Exception {
        BladeDriver driver = new BladeDriver("GLIFE001", gated("data", source));
        assertThat(driver.plan().findings())
                .extracting(BladeFinding::severity)
                .containsOnly(BladeFinding.Severity.NOTE);
        driver.prepare();
        assertThat(driver.query()).isInstanceOf(CopyState.Prepared.class);
        driver.establish();
        driver.harden();
        assertThat(driver.query()).isInstanceOf(CopyState.Established.class);

        for (int round = 0; round < 3; round++) {
            Files.writeString(source.resolve("table"), "second");
            Files.writeString(source.resolve("new" + round), "new");
            driver.restore();
            assertThat(source.resolve("table")).hasContent("first");
            assertThat(source.resolve("new" + round)).doesNotExist();
            assertThat(source.resolve("PG_VERSION")).hasContent("15");
            Files.writeString(source.resolve("writable"), "yes");
        }
        assertThat(driver.query()).isInstanceOf(CopyState.Established.class);
        try (var left = Files.list(filesystem.root())) {
            assertThat(left.map(path -> path.getFileName().toString())).containsOnly("data", ".copyblade");
        }
        driver.withdraw();
        assertThat(driver.query()).isInstanceOf(CopyState.Absent.class);
        assertThat(filesystem.root().resolve(".copyblade")).isEmptyDirectory();
    }

    @Test
    void mountedSubvolume_showsTheRestoredDataAtTheSamePlace() throws Exception {
        Path mounted = mountSource("noatime,nosuid");
        Mount before = MountTable.read().at(mounted).orElseThrow();
        BladeDriver driver = new BladeDriver("GMOUNT01", gated("data", mounted));
        assertThat(driver.plan().isPossible()).isTrue();
        driver.prepare();
        driver.establish();
        driver.harden();
        Files.writeString(mounted.resolve("table"), "second");
        driver.restore();
        assertThat(mounted.resolve("table")).hasContent("first");
        assertThat(mounted.resolve("PG_VERSION")).hasContent("15");
        Mount after = MountTable.read().at(mounted).orElseThrow();
        assertThat(after.options()).isEqualTo(before.options());
        assertThat(after.root()).isEqualTo("/data");
        assertThat(after.superOptions().replaceAll("subvolid=\\d+", ""))
                .isEqualTo(before.superOptions().replaceAll("subvolid=\\d+", ""));
        assertThat(source.resolve("table")).hasContent("first");
        assertThat(Path.of("/run/copyblade-GMOUNT01")).doesNotExist();
    }

    @Test
    void mountThatIsInUse_isRefusedAndCanBeTriedAgain() throws Exception {
        Path mounted = mountSource("noatime");
        BladeDriver driver = new BladeDriver("GBUSY001", gated("data", mounted));
        driver.plan();
        driver.prepare();
        driver.establish();
        Files.writeString(mounted.resolve("table"), "second");
        Process user =
                new ProcessBuilder("sleep", "60").directory(mounted.toFile()).start();
        try {
            assertThatThrownBy(driver::restore).isInstanceOfSatisfying(BladeException.class, e -> {
                assertThat(e.code()).isEqualTo("BTRFS-BUSY");
                assertThat(e.recovery()).isEqualTo(BladeException.Recovery.RETRY);
            });
        } finally {
            user.destroyForcibly().waitFor();
        }
        assertThat(driver.query()).isInstanceOf(CopyState.Restoring.class);
        driver.restore();
        assertThat(mounted.resolve("table")).hasContent("first");
    }

    private Path mountSource(String options) throws IOException {
        mountPoint = Files.createTempDirectory("copyblade-mount-");
        String device = MountTable.read().holding(source).source();
        Mounting.mount(device, mountPoint, "btrfs", options + ",subvol=/data");
        return mountPoint;
    }

    @Test
    void directoryThatIsNoSubvolume_isAnErrorFinding() throws Exception {
        Path inside = Files.createDirectory(source.resolve("inside"));
        BladeDriver driver = new BladeDriver("GINSIDE1", gated("data", inside));
        assertThat(driver.plan().findings())
                .anyMatch(finding -> finding.severity() == BladeFinding.Severity.ERROR
                        && finding.text().contains("not a subvolume itself"));
        assertThat(new BtrfsBlade()
                        .locate(List.of(HostVolume.path(inside.toString())), BladeDriver.call())
                        .get(0)
                        .findings())
                .isNotEmpty();
    }

    @Test
    void directoryInsideASubvolumeThatIsCopiedItself_belongsToIt() throws Exception {
        Path inside = Files.createDirectory(source.resolve("inside"));

        assertThat(new BtrfsBlade()
                        .locate(
                                List.of(HostVolume.path(source.toString()), HostVolume.path(inside.toString())),
                                BladeDriver.call()))
                .hasSize(2)
                .allMatch(volume -> volume.storageId().equals(source.toString())
                        && volume.findings().isEmpty());
    }

    @Test
    void filesystemMountedInside_andTheTopOfAFilesystem_areErrorFindings() throws Exception {
        Path inside = Files.createDirectory(source.resolve("mounted"));
        Mounting.mount("copyblade-test", inside, "tmpfs", "size=1m");
        try {
            assertThat(new BladeDriver("GINNER01", gated("data", source)).plan().findings())
                    .anyMatch(finding -> finding.severity() == BladeFinding.Severity.ERROR
                            && finding.text()
                                    .equals("a tmpfs filesystem is mounted inside at " + inside
                                            + " and would be missing"));
        } finally {
            Mounting.unmount(inside);
        }
        assertThat(new BladeDriver("GTOP0001", gated("data", filesystem.root()))
                        .plan()
                        .findings())
                .anyMatch(finding -> finding.severity() == BladeFinding.Severity.ERROR
                        && finding.text().contains("is the top of its filesystem"));
    }

    @Test
    void nestedSubvolume_isAnErrorFinding() throws Exception {
        filesystem.subvolume("data/nested");
        BladeDriver driver = new BladeDriver("GNESTED1", gated("data", source));
        assertThat(driver.plan().findings())
                .anyMatch(finding -> finding.severity() == BladeFinding.Severity.ERROR
                        && finding.text().contains("would be empty in the copy"));
    }

    @Test
    void withdrawIsDoneOnlyWhenTheSpaceIsFree() throws Exception {
        Files.write(source.resolve("big"), new byte[200 << 20]);
        BladeDriver driver = new BladeDriver("GSPACE01", gated("data", source));
        driver.plan();
        driver.prepare();
        driver.establish();
        driver.harden();
        Files.delete(source.resolve("big"));
        try (Subvolumes subvolumes = new Subvolumes()) {
            subvolumes.sync(source);
        }
        long before = Files.getFileStore(source).getUsableSpace();
        driver.withdraw();
        assertThat(Files.getFileStore(source).getUsableSpace() - before).isGreaterThan(150L << 20);
    }

    @Test
    void secondMemberFails_andThereIsNoCopy() throws Exception {
        Path other = filesystem.subvolume("other");
        BladeDriver driver = new BladeDriver("GPARTIAL", gated("data", source), BladeDriver.member("other", other));
        driver.plan();
        driver.prepare();
        try (Subvolumes subvolumes = new Subvolumes()) {
            subvolumes.destroy(filesystem.root(), "other");
        }
        assertThatThrownBy(driver::establish).isInstanceOfSatisfying(BladeException.class, e -> assertThat(e.recovery())
                .isEqualTo(BladeException.Recovery.LOOK_FIRST));
        assertThat(driver.query()).isInstanceOf(CopyState.Failed.class);
    }

    @Test
    void writableExposure_neverChangesTheCopy() throws Exception {
        BladeDriver driver = new BladeDriver("GEXPOSE1", gated("data", source));
        driver.plan();
        driver.prepare();
        driver.establish();
        BtrfsBlade blade = new BtrfsBlade();
        Set<String> all = Set.of("data");
        Path copy =
                Path.of(blade.expose(driver.group(), driver.binding(), all, ExposeMode.READ_ONLY, BladeDriver.call())
                        .exposures()
                        .get(0)
                        .location());
        Path clone =
                Path.of(blade.expose(driver.group(), driver.binding(), all, ExposeMode.WRITABLE, BladeDriver.call())
                        .exposures()
                        .get(0)
                        .location());
        Files.writeString(clone.resolve("table"), "clone");
        assertThat(copy.resolve("table")).hasContent("first");
        assertThatThrownBy(() -> Files.writeString(copy.resolve("table"), "no")).hasMessageContaining("Read-only");
        for (int i = 0; i < 3; i++) {
            blade.conceal(driver.group(), driver.binding(), BladeDriver.call());
        }
        assertThat(clone).doesNotExist();
    }

    @Test
    void aLostCatalog_canBeRebuiltFromThePool() throws Exception {
        BladeDriver driver = new BladeDriver("GFOUND01", gated("data", source));
        driver.plan();
        driver.prepare();
        driver.establish();
        driver.harden();
        BtrfsBlade blade = new BtrfsBlade();
        blade.keep(driver.group(), driver.binding(), "who: me", BladeDriver.call());
        List<FoundCopy> found = blade.list(CopyPolicy.builder().build(), BladeDriver.call()).stream()
                .filter(copy -> copy.where().startsWith(filesystem.root().toString()))
                .toList();
        assertThat(found).hasSize(1);
        assertThat(found.get(0).manifest()).contains("who: me");
        driver.binding(found.get(0).binding().orElseThrow());
        Files.writeString(source.resolve("table"), "second");
        driver.restore();
        assertThat(source.resolve("table")).hasContent("first");
    }

    @Test
    void restoreThatWasGivenUp_beginsAnew_thoughOthersHaveExchangedTheSourceSince() throws Exception {
        Path other = filesystem.subvolume("other");
        Files.writeString(other.resolve("table"), "first");
        CopyMember[] members = {gated("data", source), BladeDriver.member("other", other)};
        BladeDriver driver = new BladeDriver("GGIVEN01", members);
        driver.backUp();
        Files.writeString(source.resolve("table"), "second");
        Files.writeString(other.resolve("table"), "second");
        BladeDriver undo = new BladeDriver("GGIVEN02", members);
        undo.backUp();
        // Made and exchanged the first, made the second, and so on: given up behind each step.
        for (int steps = 1; steps <= 4; steps++) {
            Binding before = driver.binding();
            for (int i = 0; i < steps; i++) {
                driver.binding(new BtrfsBlade()
                        .restore(
                                driver.group(), driver.binding(), driver.group().memberNames(), BladeDriver.call())
                        .binding());
            }
            undo.restore();
            assertThat(source.resolve("table")).hasContent("second");

            driver.binding(before);
            driver.restore();

            assertThat(source.resolve("table")).hasContent("first");
            assertThat(other.resolve("table")).hasContent("first");
            assertThat(source.resolve("PG_VERSION")).hasContent("15");
            assertThat(driver.query()).isInstanceOf(CopyState.Established.class);
            try (var left = Files.list(filesystem.root())) {
                assertThat(left.map(path -> path.getFileName().toString())).containsOnly("data", "other", ".copyblade");
            }
        }
    }

    @Test
    void restoreOfOneMember_removesWhatAGivenUpOneOfBothHasMade() throws Exception {
        Path other = filesystem.subvolume("other");
        BladeDriver driver = new BladeDriver("GGIVEN03", gated("data", source), BladeDriver.member("other", other));
        driver.backUp();
        Binding before = driver.binding();
        for (int i = 0; i < 3; i++) {
            driver.binding(new BtrfsBlade()
                    .restore(driver.group(), driver.binding(), driver.group().memberNames(), BladeDriver.call())
                    .binding());
        }
        driver.binding(before);
        driver.untilDone(from -> new BtrfsBlade().restore(driver.group(), from, Set.of("data"), BladeDriver.call()));
        try (var left = Files.list(filesystem.root())) {
            assertThat(left.map(path -> path.getFileName().toString())).containsOnly("data", "other", ".copyblade");
        }
    }
}
