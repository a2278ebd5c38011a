package org.copyblade.blade.reflink.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.spi.BladeFinding;
import org.copyblade.blade.spi.Call;
import org.copyblade.blade.spi.CopyMember;
import org.copyblade.blade.spi.CopyMethod;
import org.copyblade.blade.spi.CopyPlan;
import org.copyblade.blade.spi.CopyPolicy;
import org.copyblade.blade.spi.CopyState;
import org.copyblade.blade.spi.ExposeMode;
import org.copyblade.blade.spi.Hold;
import org.copyblade.demo.fixture.ScratchFilesystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is asked wrongly, and what the filesystem refuses. */
class ReflinkRefusalTest {

    private ScratchFilesystem filesystem;
    private Path source;

    @BeforeEach
    void mount() throws IOException {
        ScratchFilesystems.assume(ScratchFilesystem.Kind.XFS);
        filesystem = ScratchFilesystem.create(ScratchFilesystem.Kind.XFS, 520);
        source = Files.createDirectory(filesystem.root().resolve("data"));
        for (int i = 0; i < 300; i++) {
            Files.writeString(source.resolve("file" + i), "content " + i);
        }
    }

    @AfterEach
    void unmount() throws IOException {
        if (filesystem != null) {
            filesystem.close();
        }
    }

    private static void assertError(CopyPlan plan, String text) {
        assertThat(plan.findings())
                .anyMatch(finding -> finding.severity() == BladeFinding.Severity.ERROR
                        && finding.text().contains(text));
    }

    private static CopyPolicy pool(Path path) {
        return CopyPolicy.builder().targetPool(path.toString()).build();
    }

    @Test
    void wrongSourcesAndPools_areErrorFindings() throws Exception {
        BladeDriver absent = new BladeDriver("GABSENT1", CopyMember.whole("data", "/no/such/place"));
        assertError(absent.plan(), "does not exist");
        BladeDriver broken = new BladeDriver("GNEWLINE", CopyMember.whole("data", "/tmp/a\nb"));
        assertError(broken.plan(), "line break");
        BladeDriver driver = new BladeDriver("GWRONG01", BladeDriver.member("data", source));
        assertError(driver.plan(pool(source.resolve("pool"))), "is inside the source");
        assertError(driver.plan(pool(filesystem.root())), "is inside target pool");
        assertError(driver.plan(pool(source.resolve("file1"))), "is not a directory");
        assertError(driver.plan(CopyPolicy.builder().targetPool("a/b").build()), "not an absolute path");
        assertError(driver.plan(CopyPolicy.builder().targetPool("/tmp/a\nb").build()), "line break");
        assertThat(driver.plan(pool(Path.of("/proc/copyblade"))).isPossible()).isFalse();
        BladeDriver root = new BladeDriver("GROOT001", BladeDriver.member("data", filesystem.root()));
        assertError(root.plan(), "is inside the source");
        BladeDriver outside = new BladeDriver(
                "GOUTSIDE", new CopyMember("data", source.toString(), List.of("../x"), Optional.empty()));
        assertError(outside.plan(), "is not a path inside the source");
        CopyPolicy incremental =
                CopyPolicy.builder().incremental(CopyPolicy.Incremental.YES).build();
        assertError(driver.plan(incremental), "no incremental copy");
    }

    @Test
    void poolOnAnotherFilesystem_isHostCopyOrAnError() throws Exception {
        Path elsewhere = Files.createTempDirectory("copyblade-pool-");
        try {
            BladeDriver driver = new BladeDriver("GELSE001", BladeDriver.member("data", source));
            CopyPlan preferred = driver.plan(pool(elsewhere));
            assertThat(preferred.copies().get(0).method()).isEqualTo(CopyMethod.HOST);
            assertThat(preferred.findings()).anyMatch(finding -> finding.text().contains("through the host because"));
            assertError(
                    driver.plan(CopyPolicy.builder()
                            .targetPool(elsewhere.toString())
                            .fastReplication(CopyPolicy.FastReplication.REQUIRED)
                            .build()),
                    "fast replication is required");
        } finally {
            Files.delete(elsewhere);
        }
    }

    @Test
    void aStrangersDirectory_isNeverTouched() throws Exception {
        Path stranger = Files.createDirectories(filesystem.root().resolve(".copyblade/GTAKEN01"));
        Files.writeString(stranger.resolve("precious"), "data");
        BladeDriver driver = new BladeDriver("GTAKEN01", BladeDriver.member("data", source));
        assertError(driver.plan(), "is not ours");
        assertThatThrownBy(driver::prepare).hasMessageContaining("is not ours");
        assertThat(driver.query()).isInstanceOf(CopyState.Absent.class);
        driver.withdraw();
        assertThat(stranger.resolve("precious")).hasContent("data");
        assertThat(new ReflinkBlade().list(pool(filesystem.root().resolve(".copyblade")), BladeDriver.call()))
                .isEmpty();
    }

    @Test
    void markerThatNobodyCanRead_hidesNoOtherCopy() throws Exception {
        BladeDriver driver = new BladeDriver("GREADBLE", BladeDriver.member("data", source));
        driver.backUp();
        Path pool = filesystem.root().resolve(".copyblade");
        Path marker = Files.createDirectory(pool.resolve("GODDFACT")).resolve(".marker");
        Files.writeString(
                marker,
                Files.readString(pool.resolve("GREADBLE/.marker"))
                        .replace("GREADBLE", "GODDFACT")
                        .replace("method=FAST", "method=NONSENSE"));
        assertThat(listed(pool(pool)))
                .containsExactlyInAnyOrder(pool.resolve("GREADBLE") + " true", pool.resolve("GODDFACT") + " false");
    }

    /** After the loss of a catalog nobody would know of them. */
    @Test
    void whatIsNotBelieved_isTold_andALinkOfOursIsFollowed() throws Exception {
        BladeDriver driver = new BladeDriver("GDOUBTED", BladeDriver.member("data", source));
        driver.backUp();
        Path pool = filesystem.root().resolve(".copyblade");
        Path link = Files.createSymbolicLink(filesystem.root().resolve("link"), pool);
        assertThat(listed(pool(link))).containsExactly(pool.resolve("GDOUBTED") + " true");
        Path marker = pool.resolve("GDOUBTED/.marker");
        Files.setPosixFilePermissions(marker, PosixFilePermissions.fromString("rw-rw----"));
        String told = marker + ": can be written by others than its owner false";
        assertThat(listed(pool(pool))).containsExactly(told);
        assertThat(listed(CopyPolicy.builder().build())).contains(told);
        Files.setPosixFilePermissions(pool, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertUntrusted(() -> listed(pool(pool)));
        assertThat(listed(CopyPolicy.builder().build()))
                .contains(pool + ": can be written by others than its owner false");
    }

    private static List<String> listed(CopyPolicy policy) throws BladeException {
        return new ReflinkBlade()
                .list(policy, BladeDriver.call()).stream()
                        .map(copy -> copy.where() + " " + copy.binding().isPresent())
                        .toList();
    }

    /** Blocks of a member in a pool of its own would come from whoever may write there. */
    @Test
    void secondPoolThatAStrangerMayWrite_isNotRestoredFrom() throws Exception {
        Path other = Files.createDirectory(filesystem.root().resolve("other"));
        command("mount", "--bind", other.toString(), other.toString());
        try {
            Path second = Files.createDirectory(other.resolve("second"));
            Files.writeString(second.resolve("file"), "content");
            BladeDriver driver = new BladeDriver(
                    "GTWOPOOL", BladeDriver.member("data", source), BladeDriver.member("second", second));
            driver.backUp();
            Path directory = other.resolve(".copyblade/GTWOPOOL");
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
            assertUntrusted(driver::query);
            assertUntrusted(driver::restore);
            assertUntrusted(driver::withdraw);
            assertThat(directory.resolve("second/file")).hasContent("content");
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
            driver.restore();
            driver.withdraw();
            assertThat(driver.query()).isInstanceOf(CopyState.Absent.class);
        } finally {
            command("umount", other.toString());
        }
    }

    /** What was mounted is not; the bare directory below is neither read nor written, and nothing is called gone. */
    @Test
    void whatIsNotMounted_isNeitherGoneNorWorkedOnInTheBareDirectory() throws Exception {
        Path disk = Files.createDirectory(filesystem.root().resolve("disk"));
        Path point = Files.createDirectory(filesystem.root().resolve("point"));
        command("mount", "--bind", disk.toString(), point.toString());
        Path data = Files.createDirectory(point.resolve("data"));
        Files.writeString(data.resolve("file"), "content");
        BladeDriver beside = new BladeDriver("GBESIDE1", BladeDriver.member("data", data));
        beside.backUp();
        BladeDriver elsewhere = new BladeDriver("GELSEWHE", BladeDriver.member("data", data));
        elsewhere.plan(pool(filesystem.root().resolve("pool")));
        elsewhere.prepare();
        elsewhere.establish();
        elsewhere.harden();
        BladeDriver planned = new BladeDriver("GPLANNED", BladeDriver.member("data", data));
        planned.plan();
        BladeDriver prepared = new BladeDriver("GPREPARD", BladeDriver.member("data", data));
        prepared.plan(pool(filesystem.root().resolve("pool")));
        prepared.prepare();
        command("umount", point.toString());
        for (Call0 call : List.<Call0>of(
                beside::query,
                () -> errors(beside),
                beside::restore,
                beside::withdraw,
                planned::prepare,
                planned::withdraw)) {
            assertUnmounted(call);
        }
        assertThat(elsewhere.query()).isInstanceOf(CopyState.Established.class);
        assertThat(errors(elsewhere)).singleElement().asString().contains("nothing is mounted at " + point);
        assertUnmounted(elsewhere::restore);
        Files.createDirectory(data);
        assertUnmounted(prepared::establish);
        Files.delete(data);
        assertThat(point).isEmptyDirectory();
        command("mount", "--bind", disk.toString(), point.toString());
        try {
            Files.delete(data.resolve("file"));
            beside.restore();
            elsewhere.restore();
            beside.withdraw();
            planned.withdraw();
            assertThat(beside.query()).isInstanceOf(CopyState.Absent.class);
            assertThat(data.resolve("file")).hasContent("content");
        } finally {
            command("umount", point.toString());
        }
    }

    private static void assertUnmounted(Call0 call) {
        assertThatThrownBy(call::run).isInstanceOfSatisfying(BladeException.class, e -> assertThat(e.code())
                .isEqualTo("REFLINK-UNMOUNTED"));
    }

    private static void assertUntrusted(Call0 call) {
        assertThatThrownBy(call::run).isInstanceOfSatisfying(BladeException.class, e -> {
            assertThat(e.code()).isEqualTo("REFLINK-UNTRUSTED");
            assertThat(e.recovery()).isEqualTo(BladeException.Recovery.ASK_OPERATOR);
        });
    }

    @Test
    void fullFilesystem_isAnErrorInEveryPhaseAndLeavesNothing() throws Exception {
        BladeDriver before = new BladeDriver("GFULL001", BladeDriver.member("data", source));
        before.plan();
        Path filler = filesystem.fill();
        BladeDriver planned = new BladeDriver("GFULL002", BladeDriver.member("data", source));
        assertThat(planned.plan().isPossible()).isFalse();
        assertNoSpace(before::prepare);
        before.withdraw();
        assertThat(before.query()).isInstanceOf(CopyState.Absent.class);
        Files.delete(filler);

        BladeDriver during = new BladeDriver("GFULL003", BladeDriver.member("data", source));
        during.plan();
        during.prepare();
        for (int i = 0; i < 60; i++) {
            Files.createDirectory(source.resolve("young" + i));
            for (int j = 0; j < 100; j++) {
                Files.writeString(source.resolve("young" + i + "/" + j), "made after prepare");
            }
        }
        filler = filesystem.fill();
        assertLookFirst(during);
        assertThat(during.query()).isInstanceOf(CopyState.Prepared.class);
        try (FileChannel channel = FileChannel.open(filler, StandardOpenOption.WRITE)) {
            channel.truncate(channel.size() - (256 << 10));
        }
        assertLookFirst(during);
        assertThat(during.query()).isInstanceOf(CopyState.Failed.class);
        during.withdraw();
        assertThat(during.query()).isInstanceOf(CopyState.Absent.class);
        Files.delete(filler);
    }

    private static void assertLookFirst(BladeDriver driver) {
        assertThatThrownBy(driver::establish).isInstanceOfSatisfying(BladeException.class, e -> assertThat(e.recovery())
                .isEqualTo(BladeException.Recovery.LOOK_FIRST));
    }

    private interface Call0 {
        void run() throws BladeException;
    }

    private static void assertNoSpace(Call0 call) {
        assertThatThrownBy(call::run).isInstanceOfSatisfying(BladeException.class, e -> assertThat(e.code())
                .isEqualTo("REFLINK-NOSPACE"));
    }

    @Test
    void afterTheDeadline_nothingIsSent() throws Exception {
        BladeDriver driver = new BladeDriver("GLATE001", BladeDriver.member("data", source));
        driver.plan();
        driver.prepare();
        Call expired = Call.within(Duration.ZERO);
        assertThatThrownBy(() -> new ReflinkBlade().establish(driver.group(), driver.binding(), Hold.NONE, expired))
                .isInstanceOfSatisfying(
                        BladeException.class, e -> assertThat(e.recovery()).isEqualTo(BladeException.Recovery.RETRY));
        assertThat(driver.query()).isInstanceOf(CopyState.Prepared.class);
        assertThatThrownBy(() -> driver.establish(expiringAfter(2)))
                .isInstanceOfSatisfying(BladeException.class, e -> assertThat(e.recovery())
                        .isEqualTo(BladeException.Recovery.LOOK_FIRST));
        assertThat(driver.query()).isNotInstanceOf(CopyState.Established.class);
    }

    /** A call whose deadline passes after so many looks at the clock, however fast the machine is. */
    private static Call expiringAfter(int looks) {
        AtomicLong clock = new AtomicLong();
        return Call.on(clock::getAndIncrement, Duration.ofNanos(looks), () -> false, percent -> {});
    }

    @Test
    void shortCalls_needManyStepsAndEndTheSame() throws Exception {
        byte[] big = new byte[30 << 20];
        big[20 << 20] = 1;
        Files.write(source.resolve("big"), big);
        var original = TreeDigest.of(source);
        BladeDriver driver = new BladeDriver("GSTEPS01", BladeDriver.member("data", source));
        driver.plan(CopyPolicy.builder()
                .fastReplication(CopyPolicy.FastReplication.NONE)
                .build());
        driver.prepare();
        ReflinkBlade blade = new ReflinkBlade();
        int steps = driver.untilDone(from -> blade.copy(driver.group(), from, expiringAfter(3)));
        assertThat(steps).isGreaterThan(5);
        driver.harden();
        assertThat(TreeDigest.of(filesystem.root().resolve(".copyblade/GSTEPS01/data")))
                .isEqualTo(original);
        Files.delete(source.resolve("file7"));
        driver.untilDone(
                from -> blade.restore(driver.group(), from, driver.group().memberNames(), expiringAfter(3)));
        assertThat(TreeDigest.of(source)).isEqualTo(original);
        driver.untilDone(from -> blade.withdraw(driver.group(), from, expiringAfter(3)));
        assertThat(driver.query()).isInstanceOf(CopyState.Absent.class);
    }

    @Test
    void shortCalls_goOnWithAClone_alsoInTheMiddleOfAFile() throws Exception {
        Path small = Files.createDirectory(filesystem.root().resolve("small"));
        command("mount", "-t", "tmpfs", "-o", "size=96m", "tmpfs", small.toString());
        try {
            byte[] big = new byte[20 << 20];
            big[15 << 20] = 1;
            Files.write(source.resolve("big"), big);
            Files.createLink(source.resolve("zbig"), source.resolve("big"));
            var original = TreeDigest.of(source);
            BladeDriver driver = hostCopied("GCLONED1", small.resolve("pool"));
            // The first one sees that there is space, the others have just enough for some blocks or files.
            int calls = 1;
            for (boolean done = isExposed(driver, 320); !done; done = isExposed(driver, 7)) {
                assertThat(++calls).isLessThan(1_000);
            }
            assertThat(calls).isGreaterThan(10);
            Path clone = small.resolve("pool/GCLONED1.clone/data");
            assertThat(TreeDigest.of(clone)).isEqualTo(original);
            Files.delete(clone.resolve("file1"));
            assertThat(isExposed(driver, 7)).isTrue();
            assertThat(clone.resolve("file1")).doesNotExist();

            // What is left of one that was taken away in part, or is of before a start of the machine, is not gone on
            // with.
            Path note = small.resolve("pool/GCLONED1.clone/.data.note");
            Files.writeString(note, Files.readString(note).replaceFirst("boot=.", "boot=x"));
            Files.writeString(clone.resolve("foreign"), "left");
            expose(driver, BladeDriver.call());
            assertThat(TreeDigest.of(clone)).isEqualTo(original);
        } finally {
            command("umount", small.toString());
        }
    }

    private BladeDriver hostCopied(String id, Path pool) throws BladeException {
        BladeDriver driver = new BladeDriver(id, BladeDriver.member("data", source));
        driver.plan(pool(pool));
        driver.prepare();
        driver.copy();
        driver.harden();
        return driver;
    }

    private static void expose(BladeDriver driver, Call call) throws BladeException {
        new ReflinkBlade()
                .expose(driver.group(), driver.binding(), driver.group().memberNames(), ExposeMode.WRITABLE, call);
    }

    private static boolean isExposed(BladeDriver driver, int looks) throws BladeException {
        try {
            expose(driver, expiringAfter(looks));
            return true;
        } catch (BladeException e) {
            assertThat(e.recovery()).as(e.getMessage()).isEqualTo(BladeException.Recovery.RETRY);
            return false;
        }
    }

    @Test
    void cloneThatHasNoSpace_isNotBegun() throws Exception {
        Path small = Files.createDirectory(filesystem.root().resolve("small"));
        command("mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", small.toString());
        try {
            Files.write(source.resolve("big"), new byte[5 << 20]);
            BladeDriver driver = hostCopied("GNOSPACE", small.resolve("pool"));
            assertThatThrownBy(() -> expose(driver, BladeDriver.call()))
                    .isInstanceOfSatisfying(
                            BladeException.class, e -> assertThat(e.code()).isEqualTo("REFLINK-NOSPACE"))
                    .hasMessageContaining("so the clone needs ");
            assertThat(small.resolve("pool/GNOSPACE.clone")).doesNotExist();
        } finally {
            command("umount", small.toString());
        }
    }

    /** A start of the machine, or a call that took it away in part, leaves a whole clone that nobody goes on with. */
    @Test
    void whatIsLeftOfAClone_isNotInTheWayOfTheNext() throws Exception {
        Path small = Files.createDirectory(filesystem.root().resolve("small"));
        command("mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", small.toString());
        try {
            Files.write(source.resolve("big"), new byte[5 << 20]);
            var original = TreeDigest.of(source);
            BladeDriver driver = hostCopied("GREMAINS", small.resolve("pool"));
            expose(driver, BladeDriver.call());
            Files.delete(small.resolve("pool/GREMAINS.clone/.data.note"));
            expose(driver, BladeDriver.call());
            assertThat(TreeDigest.of(small.resolve("pool/GREMAINS.clone/data"))).isEqualTo(original);
        } finally {
            command("umount", small.toString());
        }
    }

    /** Overlays, and others, share the blocks of what they lie on and say nothing of it. */
    @Test
    void cloneThatSharesBlocks_needsNoSpace_whateverTheFilesystemIs() throws Exception {
        Path root = filesystem.root();
        Path merged = Files.createDirectory(root.resolve("merged"));
        for (String part : List.of("lower", "upper", "work")) {
            Files.createDirectory(root.resolve(part));
        }
        command(
                "mount",
                "-t",
                "overlay",
                "overlay",
                "-o",
                "lowerdir=" + root.resolve("lower") + ",upperdir=" + root.resolve("upper") + ",workdir="
                        + root.resolve("work"),
                merged.toString());
        try {
            Files.write(source.resolve("big"), new byte[5 << 20]);
            BladeDriver driver = hostCopied("GOVERLAY", merged.resolve("pool"));
            Path filler = filesystem.fill();
            try (FileChannel channel = FileChannel.open(filler, StandardOpenOption.WRITE)) {
                channel.truncate(channel.size() - (3 << 20));
            }
            expose(driver, BladeDriver.call());
            assertThat(merged.resolve("pool/GOVERLAY.clone/data/big")).hasSize(5 << 20);
        } finally {
            command("umount", merged.toString());
        }
    }

    private void command(String... words) throws Exception {
        Process process = new ProcessBuilder(words).inheritIO().start();
        assertThat(process.waitFor()).as(String.join(" ", words)).isZero();
    }

    private List<String> errors(BladeDriver driver) throws BladeException {
        return new ReflinkBlade()
                        .planRestore(
                                driver.group(), driver.binding(), driver.group().memberNames(), BladeDriver.call())
                        .stream()
                        .filter(finding -> finding.severity() == BladeFinding.Severity.ERROR)
                        .map(BladeFinding::text)
                        .toList();
    }

    /** A bind mount of the same filesystem looks like any directory to who does not ask for mounts. */
    @Test
    void whatIsMountedInsideTheSource_isNeverTouchedByARestore() throws Exception {
        Path inside = Files.createDirectory(source.resolve("inside"));
        Path left = Files.createDirectory(source.resolve("left"));
        BladeDriver driver = new BladeDriver(
                "GMOUNTED", new CopyMember("data", source.toString(), List.of("left"), Optional.empty()));
        driver.backUp();
        Path foreign = Files.createDirectory(filesystem.root().resolve("foreign"));
        Files.writeString(foreign.resolve("theirs"), "not ours");
        command("mount", "--bind", foreign.toString(), left.toString());
        try {
            assertThat(errors(driver)).isEmpty();
            command("mount", "--bind", foreign.toString(), inside.toString());
            try {
                assertThat(errors(driver))
                        .singleElement()
                        .asString()
                        .contains("mounted inside the source at " + inside);
                assertThatThrownBy(driver::restore).hasMessageContaining("mounted inside the source at " + inside);
            } finally {
                command("umount", inside.toString());
            }
            driver.restore();
            assertThat(foreign.resolve("theirs")).hasContent("not ours");
        } finally {
            command("umount", left.toString());
        }
    }

    /** It would be found out half way, with the system down. */
    @Test
    void sourceThatIsALinkToday_isRefusedByThePlan_andALinkInWhatIsLeftOutIsNot() throws Exception {
        Files.createDirectory(source.resolve("left"));
        BladeDriver driver = new BladeDriver(
                "GLINKED1", new CopyMember("data", source.toString(), List.of("left"), Optional.empty()));
        driver.backUp();
        Path elsewhere = Files.createDirectory(filesystem.root().resolve("elsewhere"));
        Files.delete(source.resolve("left"));
        Files.createSymbolicLink(source.resolve("left"), elsewhere);
        assertThat(errors(driver)).isEmpty();
        driver.restore();
        assertThat(source.resolve("left")).isSymbolicLink();

        Path moved = Files.move(source, filesystem.root().resolve("moved"));
        Files.createSymbolicLink(source, moved);
        assertThat(errors(driver)).singleElement().asString().startsWith(source + " is a link today");
        Files.move(moved, filesystem.root().resolve("away"));
        assertThat(errors(driver)).singleElement().asString().startsWith(source + " is a link today");
    }
}
