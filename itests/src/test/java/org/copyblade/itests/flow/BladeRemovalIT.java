package org.copyblade.itests.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.copyblade.demo.fixture.LedgerMark;
import org.copyblade.demo.fixture.ScratchFilesystem.Kind;
import org.copyblade.itests.process.Tree;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The jar of a blade is taken out of deploy/ while a backup uses the blade. */
class BladeRemovalIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String BUNDLE = "org.copyblade.itests.testblade";

    private Shop shop;
    private Console console;
    private BladeOrders orders;

    @BeforeEach
    void start() throws Exception {
        shop = Shop.on(Kind.XFS);
        console = Console.started();
        orders = BladeOrders.deployedTo(console);
        console.protect("shop", shop, Map.of("blade", "test", "generations", "4"));
        shop.startLoad();
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
    void bladeInUse_isStoppedOnlyWhenItsCallHasEnded() throws Exception {
        LedgerMark before = shop.load().acknowledged();
        orders.tell(TestBlade.Order.AWAIT, "keep");
        Console.Going backup = console.begin("slb:backup shop");
        orders.awaitReached();
        Path jar = jar();
        Path kept = takeOut(jar);

        // No new call finds it any more; the one under way keeps it whole.
        await().atMost(LIMIT).until(() -> !console.exec("blade:list").out().contains("test "));
        assertThat(console.exec("felix:lb -s " + BUNDLE).out()).contains("Stopping");
        assertThat(backup.process().isAlive()).isTrue();

        orders.go();
        Tree.Result ended = backup.end();
        assertThat(ended.status()).as(ended.out()).isZero();
        String id = Console.idOf(ended.out());
        await().atMost(LIMIT)
                .until(() -> !console.exec("felix:lb -s " + BUNDLE).out().contains("Stopping"));
        orders.forget();

        Files.move(kept, jar);
        await().atMost(LIMIT).until(() -> console.exec("blade:list").out().contains("test "));
        console.backup("shop");
        assertThat(console.must("slb:list --usable")).contains(id + " ");
        assertThat(shop.check(before, shop.stopLoad()).problems()).isEmpty();
    }

    /** It waits a minute for the blade. */
    @Test
    @EnabledIfSystemProperty(named = "copyblade.matrix", matches = "true")
    void runWithoutItsBlade_namesTheOneThatIsGone() throws Exception {
        takeOut(jar());
        await().atMost(LIMIT).until(() -> !console.exec("blade:list").out().contains("test "));

        Tree.Result next = console.exec("slb:backup shop");

        assertThat(next.status()).isNotZero();
        assertThat(next.err() + next.out()).contains("DCM-4001").contains("blade test");
        assertThat(shop.isSuspended()).isFalse();
    }

    private Path jar() {
        return console.tree().deploy().resolve("testblade.jar");
    }

    private Path takeOut(Path jar) throws IOException {
        return Files.move(jar, console.tree().home().resolveSibling("testblade.jar"));
    }
}
