package org.copyblade.itests.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.copyblade.demo.fixture.LedgerMark;
import org.copyblade.demo.fixture.ScratchFilesystem;
import org.copyblade.demo.fixture.ScratchFilesystem.Kind;
import org.copyblade.itests.process.Tree;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * The filesystem of targets, catalog or log fills up after a backup was planned, before or inside its window. Writes go on
 * and the backup is COMPLETE only if it can be used. With {@code -Pmatrix} only.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@EnabledIfSystemProperty(named = "copyblade.matrix", matches = "true")
class FullDiskIT {
    private static final int MEGABYTES = 512;

    private Shop shop;
    private Console console;
    private BladeOrders orders;
    private ScratchFilesystem other;

    @BeforeAll
    void start() throws Exception {
        shop = Shop.on(Kind.XFS);
        console = Console.started();
        other = ScratchFilesystem.create(Kind.XFS, MEGABYTES);
        orders = BladeOrders.deployedTo(console);
        console.protect("full", shop, Map.of("blade", "test", "suspend.limit.ms", "10000", "generations", "3"));
        console.backup("full");
    }

    @AfterAll
    void stop() throws Exception {
        if (console != null) {
            console.close();
        }
        if (other != null) {
            other.close();
        }
        if (shop != null) {
            shop.close();
        }
    }

    @Test
    void targetFullBeforeTheCopy_endsWithoutBackup() throws Exception {
        String command = "slb:backup full consistency=backup-mode fast.replication=none target.pool=" + other.root();
        assertThat(fillAt("copy", command).status()).isNotZero();
    }

    @Test
    void catalogFullBeforeTheWindow_endsWithoutBackup() throws Exception {
        onOtherFilesystem(
                "catalog",
                () -> assertThat(fillAt("prepare", "slb:backup full").status()).isNotZero());
    }

    @Test
    void catalogFullInsideTheWindow_endsWithoutBackup() throws Exception {
        onOtherFilesystem("catalog", () -> assertThat(
                        fillAt("establish", "slb:backup full").status())
                .isNotZero());
    }

    @Test
    void logFullBeforeTheWindow_spoilsNothing() throws Exception {
        onOtherFilesystem("log", () -> {
            Tree.Result result = fillAt("prepare", "slb:backup full");
            console.must("slb:verify " + Console.idOf(result.out()));
        });
    }

    private interface Scene {
        void play() throws Exception;
    }

    /** With one directory of the data moved to the other filesystem; afterwards it is back in its place. */
    private void onOtherFilesystem(String directory, Scene scene) throws Exception {
        Path place = console.tree().data().resolve(directory);
        Path elsewhere = other.root().resolve(directory);
        move(place, elsewhere);
        Files.createSymbolicLink(place, elsewhere);
        console.start();
        console.awaitSystem("full");
        try {
            scene.play();
        } finally {
            console.tree().run("stop");
            Files.delete(place);
            move(elsewhere, place);
            console.start();
            console.awaitSystem("full");
        }
        // What could not be written down is settled by this start.
        assertThat(console.must("slb:reconcile")).contains("agree");
    }

    private void move(Path from, Path to) throws Exception {
        console.tree().run("stop");
        Process mv = new ProcessBuilder("mv", from.toString(), to.toString())
                .inheritIO()
                .start();
        assertThat(mv.waitFor()).isZero();
    }

    /** Fills the other filesystem while a command waits at a step, and empties it once the command has ended. */
    private Tree.Result fillAt(String step, String command) throws Exception {
        LedgerMark before = shop.startLoad().acknowledged();
        orders.tell(TestBlade.Order.AWAIT, step);
        Console.Going going = console.begin(command);
        orders.awaitReached();
        Path filler = other.fill();
        orders.go();
        Tree.Result result;
        try {
            result = going.end();
            shop.load().awaitCommits(20);
            assertThat(shop.isSuspended()).isFalse();
        } finally {
            Files.delete(filler);
            orders.forget();
        }
        LedgerMark end = shop.stopLoad();
        assertThat(shop.load().failure()).isEmpty();
        assertThat(shop.check(before, end).problems()).isEmpty();
        return result;
    }
}
