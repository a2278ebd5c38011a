package org.copyblade.blade.reflink.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.copyblade.blade.spi.Binding;
import org.copyblade.blade.spi.CopyMember;
import org.copyblade.blade.spi.CopyState;
import org.copyblade.demo.fixture.ScratchFilesystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Kills the process in the middle of its work and lets another instance go on. */
class KilledReflinkBladeTest {

    private static final int KILLS = Boolean.getBoolean("copyblade.matrix") ? 60 : 4;
    private static final int FILES = 1_500;

    private ScratchFilesystem filesystem;
    private Path source;
    private CopyMember member;
    private Map<String, String> original;

    @BeforeEach
    void mount() throws IOException {
        ScratchFilesystems.assume(ScratchFilesystem.Kind.XFS);
        filesystem = ScratchFilesystem.create(ScratchFilesystem.Kind.XFS, 600);
        source = Files.createDirectory(filesystem.root().resolve("data"));
        for (int i = 0; i < FILES; i++) {
            Path directory = Files.createDirectories(source.resolve("d" + i % 7));
            Files.writeString(directory.resolve("f" + i), "original " + i);
        }
        Files.writeString(source.resolve("gate"), "open");
        member = new CopyMember("data", source.toString(), List.of(), Optional.of("gate"));
        original = TreeDigest.of(source);
    }

    @AfterEach
    void unmount() throws IOException {
        if (filesystem != null) {
            filesystem.close();
        }
    }

    @Test
    void killedInEstablish_isEstablishedWholeOrNotAtAll() throws Exception {
        int interrupted = 0;
        for (int i = 0; i < KILLS; i++) {
            BladeDriver driver = new BladeDriver("GKILLE" + (10 + i), member);
            driver.plan();
            driver.prepare();
            BladeProcess.killDuring("establish", driver, member, 500 + 80_000L * i / KILLS);
            CopyState state = driver.query();
            if (state instanceof CopyState.Established) {
                driver.harden();
                assertThat(TreeDigest.of(copyOf(driver))).isEqualTo(original);
            } else {
                assertThat(state).isInstanceOfAny(CopyState.Failed.class, CopyState.Prepared.class);
                interrupted++;
            }
            driver.withdraw();
            assertThat(driver.query()).isInstanceOf(CopyState.Absent.class);
        }
        assertThat(interrupted).as("kills before the end").isPositive();
        assertThat(TreeDigest.of(source)).isEqualTo(original);
    }

    @Test
    void killedInRestore_isFinishedByAnotherInstanceFromAnOldBinding() throws Exception {
        BladeDriver driver = new BladeDriver("GKILLR01", member);
        driver.backUp();
        Binding old = driver.binding();
        int interrupted = 0;
        for (int i = 0; i < KILLS; i++) {
            spoil(i);
            boolean done = BladeProcess.killDuring("restore", driver, member, 2_000 + 300_000L * i / KILLS);
            if (!done) {
                interrupted++;
                boolean gone = !Files.exists(source.resolve("gate"));
                assertThat(gone || TreeDigest.of(source).equals(original) || isSpoilt(i))
                        .as("a half restored tree has no gate")
                        .isTrue();
            }
            driver.binding(old);
            driver.restore();
            assertThat(TreeDigest.of(source)).isEqualTo(original);
            assertThat(TreeDigest.of(copyOf(driver))).isEqualTo(original);
        }
        assertThat(interrupted).as("kills before the end").isPositive();
    }

    private void spoil(int round) throws IOException {
        for (int i = 0; i < FILES; i += 3) {
            Files.writeString(source.resolve("d" + i % 7).resolve("f" + i), "spoilt " + round);
        }
        Files.writeString(source.resolve("new"), "new");
        Files.delete(source.resolve("d1/f1"));
    }

    /** Nothing was done yet. */
    private boolean isSpoilt(int round) throws IOException {
        return Files.exists(source.resolve("new"))
                && Files.readString(source.resolve("d0/f0")).equals("spoilt " + round);
    }

    @Test
    void killedInWithdraw_isNeverACopyAgainAndIsFinished() throws Exception {
        for (int i = 0; i < KILLS; i++) {
            BladeDriver driver = new BladeDriver("GKILLW" + (10 + i), member);
            driver.backUp();
            boolean done = BladeProcess.killDuring("withdraw", driver, member, 500 + 40_000L * i / KILLS);
            CopyState state = driver.query();
            if (state instanceof CopyState.Established) {
                assertThat(TreeDigest.of(copyOf(driver))).isEqualTo(original);
            } else if (done) {
                assertThat(state).isInstanceOf(CopyState.Absent.class);
            }
            driver.withdraw();
            assertThat(driver.query()).isInstanceOf(CopyState.Absent.class);
            assertThat(filesystem.root().resolve(".copyblade")).isEmptyDirectory();
        }
        assertThat(TreeDigest.of(source)).isEqualTo(original);
    }

    private Path copyOf(BladeDriver driver) {
        return filesystem.root().resolve(".copyblade/" + driver.group().id() + "/data");
    }
}
