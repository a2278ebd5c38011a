package org.copyblade.blade.btrfs.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.copyblade.blade.drive.BladeProcess;
import org.copyblade.blade.spi.CopyMember;
import org.copyblade.blade.spi.CopyState;
import org.copyblade.demo.fixture.ScratchFilesystem;
import org.copyblade.linux.MountTable;
import org.copyblade.linux.Mounting;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Kills the process in the middle of its work on a mounted subvolume and lets another instance go on. */
class KilledBtrfsBladeTest {

    private static final int KILLS =
            Boolean.getBoolean("copyblade.matrix") ? 60 / Integer.getInteger("copyblade.matrix.parts", 1) : 3;
    private static final long LONGEST_MICROS = 120_000;
    private static final int RESTORE_STEPS = 3;
    private static final int ESTABLISH_LOOKS = 4;

    private ScratchFilesystem filesystem;
    private Path mounted;
    private CopyMember member;

    @BeforeEach
    void mount() throws IOException {
        ScratchFilesystems.assume(ScratchFilesystem.Kind.BTRFS);
        filesystem = ScratchFilesystem.create(ScratchFilesystem.Kind.BTRFS, 600);
        Path subvolume = filesystem.subvolume("data");
        Files.writeString(subvolume.resolve("table"), "first");
        Files.writeString(subvolume.resolve("gate"), "open");
        mounted = Files.createTempDirectory("copyblade-mount-");
        Mounting.mount(MountTable.read().holding(subvolume).source(), mounted, "btrfs", "noatime,subvol=/data");
        member = new CopyMember("data", mounted.toString(), List.of(), Optional.of("gate"));
    }

    @AfterEach
    void unmount() throws IOException {
        if (mounted != null) {
            if (MountTable.read().at(mounted).isPresent()) {
                Mounting.unmount(mounted);
            }
            Files.deleteIfExists(mounted);
        }
        if (filesystem != null) {
            filesystem.close();
        }
    }

    @Test
    void killedBetweenTheStepsOfRestore_isFinishedByAnotherInstance() throws Exception {
        BladeDriver driver = new BladeDriver("GKILLR01", member);
        driver.backUp();
        // One look before each step: the new subvolume is made, then exchanged, then the old one goes.
        for (int look = 1; look <= RESTORE_STEPS; look++) {
            Files.writeString(mounted.resolve("table"), "second " + look);
            assertThat(BladeProcess.haltDuring("restore", driver, member, look)).isFalse();
            finishesRestore(driver);
        }
        Files.writeString(mounted.resolve("table"), "second");
        assertThat(BladeProcess.haltDuring("restore", driver, member, RESTORE_STEPS + 1))
                .as("that many steps and no more")
                .isTrue();
        finishesRestore(driver);
    }

    @Test
    void killedAnywhereInRestore_isFinishedByAnotherInstance() throws Exception {
        BladeDriver driver = new BladeDriver("GKILLR02", member);
        driver.backUp();
        for (int i = 0; i < KILLS; i++) {
            Files.writeString(mounted.resolve("table"), "second " + i);
            BladeProcess.killDuring("restore", driver, member, 1_000 + LONGEST_MICROS * i / KILLS);
            finishesRestore(driver);
        }
    }

    private void finishesRestore(BladeDriver driver) throws Exception {
        driver.restore();
        assertThat(mounted.resolve("table")).hasContent("first");
        assertThat(mounted.resolve("gate")).hasContent("open");
        assertThat(MountTable.read().at(mounted).orElseThrow().options()).contains("noatime");
        assertThat(Path.of("/run/copyblade-" + driver.group().id())).doesNotExist();
        assertThat(driver.query()).isInstanceOf(CopyState.Established.class);
        try (var left = Files.list(filesystem.root())) {
            assertThat(left.map(path -> path.getFileName().toString())).containsOnly("data", ".copyblade");
        }
    }

    @Test
    void killedAtEachLookOfEstablish_leavesAWholeCopyOrNone() throws Exception {
        // The call begins, the request is looked at, the member, and the time that is left once it is copied.
        for (int look = 1; look <= ESTABLISH_LOOKS + 1; look++) {
            BladeDriver driver = new BladeDriver("GKILLL" + (10 + look), member);
            driver.plan();
            driver.prepare();
            boolean done = BladeProcess.haltDuring("establish", driver, member, look);
            assertThat(done).isEqualTo(look > ESTABLISH_LOOKS);
            assertThat(driver.query())
                    .isInstanceOf(
                            done
                                    ? CopyState.Established.class
                                    : look <= 2 ? CopyState.Prepared.class : CopyState.Failed.class);
            holdsTheContentIfEstablished(driver);
            driver.withdraw();
            assertThat(filesystem.root().resolve(".copyblade")).isEmptyDirectory();
        }
    }

    @Test
    void killedAnywhereInEstablishOrWithdraw_leavesAWholeCopyOrNone() throws Exception {
        for (int i = 0; i < KILLS; i++) {
            BladeDriver driver = new BladeDriver("GKILLE" + (10 + i), member);
            driver.plan();
            driver.prepare();
            BladeProcess.killDuring("establish", driver, member, 500 + LONGEST_MICROS * i / KILLS);
            assertThat(driver.query())
                    .isInstanceOfAny(CopyState.Established.class, CopyState.Failed.class, CopyState.Prepared.class);
            holdsTheContentIfEstablished(driver);
            BladeProcess.killDuring("withdraw", driver, member, 500 + LONGEST_MICROS * i / KILLS);
            holdsTheContentIfEstablished(driver);
            driver.withdraw();
            assertThat(driver.query()).isInstanceOf(CopyState.Absent.class);
            assertThat(filesystem.root().resolve(".copyblade")).isEmptyDirectory();
        }
    }

    private void holdsTheContentIfEstablished(BladeDriver driver) throws Exception {
        if (driver.query() instanceof CopyState.Established) {
            Path copy = filesystem.root().resolve(".copyblade/" + driver.group().id() + "/data");
            assertThat(copy.resolve("table")).hasContent("first");
            assertThat(copy.resolve("gate")).hasContent("open");
        }
    }

    @Test
    void abandonedRestore_isCleanedUpByWithdraw() throws Exception {
        BladeDriver driver = new BladeDriver("GABANDON", member);
        driver.plan();
        driver.prepare();
        driver.establish();
        new BtrfsBlade()
                .restore(driver.group(), driver.binding(), driver.group().memberNames(), BladeDriver.call());
        assertThat(driver.query()).isInstanceOf(CopyState.Restoring.class);
        driver.withdraw();
        assertThat(driver.query()).isInstanceOf(CopyState.Absent.class);
        try (var left = Files.list(filesystem.root())) {
            assertThat(left.map(path -> path.getFileName().toString())).containsOnly("data", ".copyblade");
        }
    }
}
