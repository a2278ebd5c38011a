package org.copyblade.blade.reflink.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.spi.CopyMember;
import org.copyblade.blade.spi.CopyState;
import org.copyblade.demo.fixture.DependentWriteOracle;
import org.copyblade.demo.fixture.DependentWrites;
import org.copyblade.demo.fixture.ScratchFilesystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a copy made file by file can promise: nothing while somebody writes, everything while nobody does. */
class ReflinkConsistencyTest {

    private static final int COPIES = Boolean.getBoolean("copyblade.matrix") ? 200 : 10;

    private ScratchFilesystem filesystem;
    private final List<CopyMember> members = new ArrayList<>();
    private final List<Path> directories = new ArrayList<>();

    private void mount(ScratchFilesystem.Kind kind) throws IOException {
        ScratchFilesystems.assume(kind);
        filesystem = ScratchFilesystem.createForPowerCuts(kind, 600);
        for (String name : List.of("a", "b", "c")) {
            Path directory = Files.createDirectory(filesystem.root().resolve(name));
            directories.add(directory);
            members.add(BladeDriver.member(name, directory));
        }
    }

    @AfterEach
    void unmount() throws IOException {
        if (filesystem != null) {
            filesystem.close();
        }
    }

    private DependentWrites copy(BladeDriver driver) throws IOException {
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < members.size(); i++) {
            String name = members.get(i).name();
            files.add(filesystem
                    .root()
                    .resolve(".copyblade/" + driver.group().id() + "/" + name + "/oracle-" + (char) ('A' + i)));
        }
        return DependentWrites.in(files);
    }

    @ParameterizedTest
    @EnumSource(ScratchFilesystem.Kind.class)
    void whileTheWriterIsStopped_everyCopyIsOfOneInstant(ScratchFilesystem.Kind kind) throws Exception {
        mount(kind);
        try (DependentWriteOracle oracle = DependentWriteOracle.start(directories, 64 << 10)) {
            for (int i = 0; i < COPIES; i++) {
                BladeDriver driver = new BladeDriver("GORACL" + (10 + i % 90), memberArray());
                driver.plan();
                driver.prepare();
                oracle.awaitRounds(1);
                oracle.suspend();
                try {
                    driver.establish();
                } finally {
                    oracle.resume();
                }
                assertThat(copy(driver).areOfOneInstant()).as("copy " + i).isTrue();
                driver.withdraw();
            }
        }
    }

    /** Negative control: the test above can fail. */
    @Test
    void whileTheWriterRuns_aBrokenCopyIsCaught() throws Exception {
        mount(ScratchFilesystem.Kind.XFS);
        try (DependentWriteOracle oracle = DependentWriteOracle.start(directories, 64 << 10)) {
            BladeDriver driver = new BladeDriver("GBROKEN1", memberArray());
            driver.plan();
            driver.prepare();
            driver.establish(callWhileWriting(oracle));
            assertThat(copy(driver).areOfOneInstant()).isFalse();
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

    private CopyMember[] memberArray() {
        return members.toArray(CopyMember[]::new);
    }

    @ParameterizedTest
    @EnumSource(ScratchFilesystem.Kind.class)
    void afterHarden_aPowerLossTakesNothing(ScratchFilesystem.Kind kind) throws Exception {
        mount(kind);
        for (int i = 0; i < 50; i++) {
            Files.writeString(directories.get(0).resolve("f" + i), "content " + i);
        }
        Map<String, String> original = TreeDigest.of(directories.get(0));
        BladeDriver driver = new BladeDriver("GPOWER01", memberArray());
        driver.backUp();
        new ReflinkBlade().keep(driver.group(), driver.binding(), "manifest", BladeDriver.call());
        filesystem.cutPower();
        assertThat(driver.query()).isInstanceOf(CopyState.Established.class);
        assertThat(TreeDigest.of(filesystem.root().resolve(".copyblade/GPOWER01/a")))
                .isEqualTo(original);
        Files.delete(directories.get(0).resolve("f1"));
        driver.restore();
        filesystem.cutPower();
        assertThat(TreeDigest.of(directories.get(0))).isEqualTo(original);
    }

    @ParameterizedTest
    @EnumSource(ScratchFilesystem.Kind.class)
    void beforeHarden_aPowerLossMayTakeTheCopy_butNeverHalfOfIt(ScratchFilesystem.Kind kind) throws Exception {
        mount(kind);
        for (int i = 0; i < 200; i++) {
            Files.writeString(directories.get(0).resolve("f" + i), "content " + i);
        }
        Map<String, String> original = TreeDigest.of(directories.get(0));
        BladeDriver driver = new BladeDriver("GPOWER02", memberArray());
        driver.plan();
        driver.prepare();
        driver.establish();
        filesystem.cutPower();
        if (driver.query() instanceof CopyState.Established) {
            driver.harden();
            assertThat(TreeDigest.of(filesystem.root().resolve(".copyblade/GPOWER02/a")))
                    .isEqualTo(original);
        }
        driver.withdraw();
        assertThat(driver.query()).isInstanceOf(CopyState.Absent.class);
    }
}
