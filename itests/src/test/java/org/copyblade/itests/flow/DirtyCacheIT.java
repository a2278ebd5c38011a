package org.copyblade.itests.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import org.copyblade.demo.fixture.CommitProbe;
import org.copyblade.demo.fixture.LedgerMark;
import org.copyblade.demo.fixture.ScratchFilesystem.Kind;
import org.copyblade.itests.process.Tree;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Somebody else has written 2 GB into the filesystem of the server that are not yet on its disk when the window is to open:
 * the backup is refused, or the window is no longer than its limit. With {@code -Pmatrix} only.
 */
@EnabledIfSystemProperty(named = "copyblade.matrix", matches = "true")
class DirtyCacheIT {
    private static final int SUSPEND_LIMIT_MS = 1500;
    private static final Duration LONGEST_GAP = Duration.ofMillis(SUSPEND_LIMIT_MS + 250);
    private static final long FILESYSTEM_MEGABYTES = 6144;
    private static final int DIRTY_MEGABYTES = 2048;
    private static final int MEGABYTE = 1 << 20;

    private Shop shop;
    private Console console;
    private BladeOrders orders;

    @BeforeEach
    void start() throws Exception {
        shop = Shop.on(Kind.XFS, FILESYSTEM_MEGABYTES);
        console = Console.started();
        orders = BladeOrders.deployedTo(console);
    }

    @AfterEach
    void stop() throws Exception {
        if (console != null) {
            console.close();
        }
        if (shop != null) {
            shop.close();
        }
    }

    @Test
    void dirtyBeyondTheBound_isWrittenBackOrRefusesTheBackup() throws Exception {
        assertThat(gapWhileDirty("64")).isLessThan(LONGEST_GAP);
    }

    @Test
    void dirtyWithinABoundThatAllowsIt_doesNotKeepTheWindowOpen() throws Exception {
        assertThat(gapWhileDirty("65536")).isLessThan(LONGEST_GAP);
    }

    /** The longest time without a commit, without what a write to the same disk took just then. */
    private Duration gapWhileDirty(String boundMebibytes) throws Exception {
        console.protect(
                "dirty",
                shop,
                Map.of(
                        "blade",
                        "test",
                        "suspend.limit.ms",
                        Integer.toString(SUSPEND_LIMIT_MS),
                        "settle.limit.ms",
                        "20000",
                        "dirty.bound.mib",
                        boundMebibytes));
        LedgerMark before = shop.startLoad().acknowledged();
        orders.tell(TestBlade.Order.AWAIT, "prepare");
        Console.Going backup = console.begin("slb:backup dirty");
        orders.awaitReached();
        Path file = dirty(shop.filesystem().root());
        Duration gap;
        try (Metronome metronome = Metronome.on(shop.filesystem().root());
                CommitProbe probe = CommitProbe.start(shop.server()::connect)) {
            long from = System.nanoTime();
            orders.go();
            Tree.Result result = backup.end();
            shop.load().awaitCommits(20);
            long until = System.nanoTime();
            gap = probe.report(from, until).longest();
            Duration stalled = metronome.stalled(from, until);
            System.out.printf(
                    "figure: %d MB dirty, bound %s MiB: ended %d, longest commit gap %d ms, disk stood still %d ms%n",
                    DIRTY_MEGABYTES, boundMebibytes, result.status(), gap.toMillis(), stalled.toMillis());
            assertThat(shop.isSuspended()).isFalse();
            if (result.status() == 0) {
                console.must("slb:verify " + Console.idOf(result.out()));
            }
            gap = gap.minus(stalled);
        }
        orders.forget();
        Files.delete(file);
        LedgerMark end = shop.stopLoad();
        assertThat(shop.load().failure()).isEmpty();
        assertThat(shop.check(before, end).problems()).isEmpty();
        return gap;
    }

    private static Path dirty(Path directory) throws IOException {
        Path file = directory.resolve("dirty");
        ByteBuffer bytes = ByteBuffer.allocateDirect(MEGABYTE);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (int i = 0; i < DIRTY_MEGABYTES; i++) {
                channel.write(bytes.clear());
            }
        }
        return file;
    }
}
