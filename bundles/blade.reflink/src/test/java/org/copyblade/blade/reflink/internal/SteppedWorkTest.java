package org.copyblade.blade.reflink.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.copyblade.blade.spi.Advance;
import org.copyblade.blade.spi.Binding;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.spi.CopyMember;
import org.copyblade.blade.spi.CopyPolicy;
import org.copyblade.demo.fixture.ScratchFilesystem;
import org.copyblade.linux.FileCalls;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What may happen between two steps of long work. The copies are on another filesystem, so every byte is moved. */
class SteppedWorkTest {

    private static final int FILES = 200;
    private static final int MEGABYTE = 1 << 20;

    private ScratchFilesystem pool;
    private ScratchFilesystem filesystem;
    private Path source;
    private Map<String, String> original;
    private BladeDriver driver;

    private void mount(ScratchFilesystem.Kind kind) throws IOException {
        ScratchFilesystems.assume(kind);
        ScratchFilesystems.assume(ScratchFilesystem.Kind.XFS);
        pool = ScratchFilesystem.create(ScratchFilesystem.Kind.XFS, 600);
        filesystem = ScratchFilesystem.createForPowerCuts(kind, 600);
        source = Files.createDirectory(filesystem.root().resolve("data"));
        for (int i = 0; i < FILES; i++) {
            Path directory = Files.createDirectories(source.resolve("d" + i % 7));
            Files.writeString(directory.resolve("f" + i), "original " + i);
        }
        Files.createLink(source.resolve("d6/second"), source.resolve("d0/f0"));
        Files.write(source.resolve("big"), bytes(7, 12 * MEGABYTE));
        Files.write(source.resolve("big2"), bytes(8, 3 * MEGABYTE));
        Files.writeString(source.resolve("gate"), "open");
        original = TreeDigest.of(source);
        driver = new BladeDriver("GSTEPS01", new CopyMember("data", source.toString(), List.of(), Optional.of("gate")));
    }

    @AfterEach
    void unmount() throws IOException {
        if (filesystem != null) {
            filesystem.close();
        }
        if (pool != null) {
            pool.close();
        }
    }

    private static byte[] bytes(int seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private void prepare() throws Exception {
        driver.plan(CopyPolicy.builder()
                .targetPool(pool.root().resolve("pool").toString())
                .build());
        driver.prepare();
    }

    private void backUp() throws Exception {
        prepare();
        driver.copy();
        driver.harden();
    }

    /** A call that is cancelled behind so many looks whether it is: a step ends there. */
    private static Call looking(int times) {
        AtomicInteger looks = new AtomicInteger();
        return Call.on(System::nanoTime, Duration.ofMinutes(1), () -> looks.incrementAndGet() > times, percent -> {});
    }

    private Advance restoreStep(int looks) throws Exception {
        Advance step = new ReflinkBlade()
                .restore(driver.group(), driver.binding(), driver.group().memberNames(), looking(looks));
        driver.binding(step.binding());
        return step;
    }

    private void spoil(String how) throws IOException {
        for (int i = 0; i < FILES; i += 3) {
            Files.writeString(source.resolve("d" + i % 7).resolve("f" + i), how + " " + i);
        }
        for (int i = 0; i < 7; i++) {
            Files.writeString(source.resolve("d" + i).resolve(how), how);
        }
        Files.write(source.resolve("big"), bytes(how.hashCode(), 5 * MEGABYTE));
        Files.deleteIfExists(source.resolve("d1/f1"));
        try (var calls = new FileCalls()) {
            int open = calls.openDirectory(source);
            calls.syncFilesystem(open, "data");
            calls.close(open);
        }
    }

    @ParameterizedTest
    @EnumSource(ScratchFilesystem.Kind.class)
    void powerThatFailsBehindEveryStepOfARestore_losesNothingOfIt(ScratchFilesystem.Kind kind) throws Exception {
        mount(kind);
        backUp();
        spoil("spoilt");
        int steps = 0;
        Advance step;
        do {
            step = restoreStep(40);
            filesystem.cutPower();
            steps++;
        } while (step instanceof Advance.Continues);

        assertThat(steps).isGreaterThan(8);
        BladeDriver.openGate(driver.group().members().get(0));
        assertThat(TreeDigest.of(source)).isEqualTo(original);
    }

    @ParameterizedTest
    @EnumSource(ScratchFilesystem.Kind.class)
    void restoreFromTheBindingOfBefore_isWhole_howeverFarOneGotThatWasGivenUp(ScratchFilesystem.Kind kind)
            throws Exception {
        mount(kind);
        backUp();
        Binding before = driver.binding();
        for (int given : new int[] {1, 5, 9}) {
            spoil("today" + given);
            for (int i = 0; i < given; i++) {
                assertThat(restoreStep(40)).isInstanceOf(Advance.Continues.class);
            }
            spoil("later" + given);
            Files.writeString(source.resolve("d0/f0"), "later");

            driver.binding(before);
            driver.restore();

            assertThat(TreeDigest.of(source)).isEqualTo(original);
        }
    }

    @ParameterizedTest
    @EnumSource(ScratchFilesystem.Kind.class)
    void fileThatIsGoneInTheMiddle_beginsAnew(ScratchFilesystem.Kind kind) throws Exception {
        mount(kind);
        backUp();
        spoil("spoilt");
        Path part = source.resolve(Layout.part(driver.group()));
        while (!Files.exists(part) || Files.size(part) < 2 * MEGABYTE) {
            assertThat(restoreStep(5)).isInstanceOf(Advance.Continues.class);
        }
        Files.delete(part);

        driver.restore();

        assertThat(TreeDigest.of(source)).isEqualTo(original);
    }

    @ParameterizedTest
    @EnumSource(ScratchFilesystem.Kind.class)
    void fileThatVanishesWhileItIsCopied_leavesNothingInTheNextOne(ScratchFilesystem.Kind kind) throws Exception {
        mount(kind);
        prepare();
        driver.binding(new ReflinkBlade()
                .copy(driver.group(), driver.binding(), looking(4))
                .binding());
        Path part = pool.root().resolve("pool/GSTEPS01/data").resolve(Layout.part(driver.group()));
        assertThat(Files.size(part)).isBetween((long) MEGABYTE, 12L * MEGABYTE);
        Files.delete(source.resolve("big"));

        driver.copy();
        driver.harden();

        Path copy = pool.root().resolve("pool/GSTEPS01/data");
        assertThat(copy.resolve("big")).doesNotExist();
        assertThat(copy.resolve("big2")).hasBinaryContent(bytes(8, 3 * MEGABYTE));
    }
}
