package org.copyblade.blade.reflink.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.copyblade.blade.drive.BladeProcess;
import org.copyblade.blade.spi.Binding;
import org.copyblade.blade.spi.CopyMember;
import org.copyblade.blade.spi.CopyState;
import org.copyblade.demo.fixture.ScratchFilesystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The process dies in the middle of its work, at a file given by its number, and another instance goes on. */
class KilledReflinkBladeTest {

    private static final boolean MATRIX = Boolean.getBoolean("copyblade.matrix");
    private static final int KILLS = MATRIX ? 60 / Integer.getInteger("copyblade.matrix.parts", 1) : 3;
    private static final int FILES = MATRIX ? 1_500 : 300;

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

    /** The look at which the process halts in a round: spread over as many looks as there are files; in the last round none. */
    private static int lookOf(int round, int looks) {
        // The first two are before anything is done.
        return round < KILLS ? 3 + looks * round / KILLS : BladeProcess.NEVER;
    }

    @Test
    void killedInEstablish_isNotEstablished_andElseWhole() throws Exception {
        for (int i = 0; i <= KILLS; i++) {
            BladeDriver driver = new BladeDriver("GKILLE" + (10 + i), member);
            driver.plan();
            driver.prepare();
            boolean done = BladeProcess.haltDuring("establish", driver, member, lookOf(i, FILES));
            assertThat(done).as("round " + i).isEqualTo(i == KILLS);
            if (done) {
                assertThat(driver.query()).isInstanceOf(CopyState.Established.class);
                driver.harden();
                assertThat(TreeDigest.of(copyOf(driver))).isEqualTo(original);
            } else {
                assertThat(driver.query()).isInstanceOf(CopyState.Failed.class);
            }
            driver.withdraw();
            assertThat(driver.query()).isInstanceOf(CopyState.Absent.class);
        }
        assertThat(TreeDigest.of(source)).isEqualTo(original);
    }

    @Test
    void killedInRestore_isFinishedByAnotherInstanceFromAnOldBinding() throws Exception {
        BladeDriver driver = new BladeDriver("GKILLR01", member);
        driver.backUp();
        Binding old = driver.binding();
        for (int i = 0; i <= KILLS; i++) {
            spoil(i);
            // Twice over the tree: what is too much goes, then everything is built.
            boolean done = BladeProcess.haltDuring("restore", driver, member, lookOf(i, 2 * FILES));
            assertThat(done).as("round " + i).isEqualTo(i == KILLS);
            assertThat(source.resolve("gate").toFile().exists())
                    .as("a half restored tree has no gate")
                    .isEqualTo(done);
            driver.binding(old);
            driver.restore();
            assertThat(TreeDigest.of(source)).isEqualTo(original);
            assertThat(TreeDigest.of(copyOf(driver))).isEqualTo(original);
        }
    }

    private void spoil(int round) throws IOException {
        for (int i = 0; i < FILES; i += 3) {
            Files.writeString(source.resolve("d" + i % 7).resolve("f" + i), "spoilt " + round);
        }
        Files.writeString(source.resolve("new"), "new");
        Files.delete(source.resolve("d1/f1"));
    }

    @Test
    void killedInWithdraw_isNeverACopyAgainAndIsFinished() throws Exception {
        for (int i = 0; i <= KILLS; i++) {
            BladeDriver driver = new BladeDriver("GKILLW" + (10 + i), member);
            driver.backUp();
            boolean done = BladeProcess.haltDuring("withdraw", driver, member, lookOf(i, FILES));
            assertThat(done).as("round " + i).isEqualTo(i == KILLS);
            assertThat(driver.query()).isInstanceOf(done ? CopyState.Absent.class : CopyState.Failed.class);
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
