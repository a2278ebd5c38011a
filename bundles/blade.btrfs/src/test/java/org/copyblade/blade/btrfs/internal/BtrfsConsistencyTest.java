package org.copyblade.blade.btrfs.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.spi.CopyMember;
import org.copyblade.blade.spi.CopyState;
import org.copyblade.demo.fixture.DependentWriteOracle;
import org.copyblade.demo.fixture.DependentWrites;
import org.copyblade.demo.fixture.ScratchFilesystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How far the instant of a snapshot reaches, and what a power loss leaves of it. */
class BtrfsConsistencyTest {

    private static final int COPIES = Boolean.getBoolean("copyblade.matrix") ? 200 : 10;

    private ScratchFilesystem filesystem;

    @BeforeEach
    void mount() throws IOException {
        ScratchFilesystems.assume(ScratchFilesystem.Kind.BTRFS);
        filesystem = ScratchFilesystem.createForPowerCuts(ScratchFilesystem.Kind.BTRFS, 600);
    }

    @AfterEach
    void unmount() throws IOException {
        if (filesystem != null) {
            filesystem.close();
        }
    }

    private DependentWrites copy(BladeDriver driver, List<Path> files) throws IOException {
        Path group = filesystem
                .root()
                .resolve(".copyblade")
                .resolve(driver.group().id().value());
        List<Path> copies = new ArrayList<>();
        for (Path file : files) {
            copies.add(group.resolve(filesystem.root().relativize(file)));
        }
        return DependentWrites.in(copies);
    }

    @Test
    void withinOneSubvolume_everyCopyOfARunningWriterIsOfOneInstant() throws Exception {
        Path data = filesystem.subvolume("data");
        List<Path> directories = new ArrayList<>();
        for (String name : List.of("a", "b", "c")) {
            directories.add(Files.createDirectory(data.resolve(name)));
        }
        try (DependentWriteOracle oracle = DependentWriteOracle.start(directories, 64 << 10)) {
            for (int i = 0; i < COPIES; i++) {
                BladeDriver driver = new BladeDriver("GORACL" + (10 + i % 90), BladeDriver.member("data", data));
                driver.plan();
                driver.prepare();
                oracle.awaitRounds(1);
                driver.establish();
                assertThat(copy(driver, oracle.files()).areOfOneInstant())
                        .as("copy " + i)
                        .isTrue();
                driver.withdraw();
            }
            assertThat(oracle.isRunning()).isTrue();
        }
    }

    /** Negative control, and why the reach is VOLUME: several subvolumes have an instant each. */
    @Test
    void overSeveralSubvolumes_aBrokenCopyOfARunningWriterIsCaught() throws Exception {
        List<Path> written = new ArrayList<>();
        List<CopyMember> members = new ArrayList<>();
        for (String name : List.of("a", "b", "c")) {
            written.add(filesystem.subvolume(name));
            members.add(BladeDriver.member(name, filesystem.root().resolve(name)));
        }
        try (DependentWriteOracle oracle = DependentWriteOracle.start(written, 64 << 10)) {
            BladeDriver driver = new BladeDriver("GBROKEN1", members.toArray(CopyMember[]::new));
            driver.plan();
            driver.prepare();
            driver.establish(callWhileWriting(oracle));
            assertThat(copy(driver, oracle.files()).areOfOneInstant()).isFalse();
        }
    }

    /** Whenever the blade looks at the time, so between any two members, the writer does two more rounds first. */
    private static Call callWhileWriting(DependentWriteOracle oracle) {
        LongSupplier clock = () -> {
            try {
                oracle.awaitRounds(2);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return System.nanoTime();
        };
        return Call.on(clock, Duration.ofSeconds(120), () -> false, percent -> {});
    }

    @Test
    void afterHardenAndRestore_aPowerLossTakesNothing() throws Exception {
        Path data = filesystem.subvolume("data");
        Files.writeString(data.resolve("table"), "first");
        BladeDriver driver = new BladeDriver("GPOWER01", BladeDriver.member("data", data));
        driver.plan();
        driver.prepare();
        driver.establish();
        driver.harden();
        filesystem.cutPower();
        assertThat(driver.query()).isInstanceOf(CopyState.Established.class);
        Files.writeString(data.resolve("table"), "second");
        driver.restore();
        filesystem.cutPower();
        assertThat(data.resolve("table")).hasContent("first");
        assertThat(driver.query()).isInstanceOf(CopyState.Established.class);
    }

    @Test
    void beforeHarden_aPowerLossLeavesAWholeCopyOrNone() throws Exception {
        Path data = filesystem.subvolume("data");
        Files.writeString(data.resolve("table"), "first");
        BladeDriver driver = new BladeDriver("GPOWER02", BladeDriver.member("data", data));
        driver.plan();
        driver.prepare();
        driver.establish();
        filesystem.cutPower();
        CopyState state = driver.query();
        assertThat(state)
                .isInstanceOfAny(CopyState.Established.class, CopyState.Failed.class, CopyState.Prepared.class);
        driver.withdraw();
        assertThat(driver.query()).isInstanceOf(CopyState.Absent.class);
    }
}
