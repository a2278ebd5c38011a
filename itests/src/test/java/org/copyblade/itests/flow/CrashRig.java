package org.copyblade.itests.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.copyblade.demo.fixture.LedgerMark;
import org.copyblade.itests.rig.DyingManager;
import org.copyblade.itests.rig.ManagerProcess;
import org.copyblade.itests.rig.ManagerProcess.Listed;
import org.copyblade.itests.rig.ManagerProcess.Setting;

/** A shop and the manager that protects it: killed at a point of a scene, started again, looked at. Not for several threads. */
final class CrashRig implements DyingManager.Stage, AutoCloseable {

    static final String SYSTEM = "shop";

    private static final int GENERATIONS = 2;
    private static final Duration SOON = Duration.ofSeconds(20);

    private final CrashScene scene;
    private final Shop shop;
    private final DyingManager dying;
    private Listed good;
    private LedgerMark before;

    CrashRig(CrashScene scene, Path data) throws Exception {
        this.scene = scene;
        this.shop = scene.shop();
        this.dying =
                new DyingManager(Setting.postgresql(data, shop.systemConfiguration(SYSTEM), scene.profile(shop)), this);
    }

    /** The manager, to be killed. */
    DyingManager dying() {
        return dying;
    }

    /** Nobody but the guards is left, and they do not stay. */
    @Override
    public void withoutManager(long dead) throws Exception {
        soon(() -> !shop.isSuspended());
        soon(() -> ServerProcesses.guardsOf(dead).isEmpty());
        if (!scene.restores()) {
            shop.load().awaitCommits(5);
        }
    }

    private static void soon(Callable<Boolean> wanted) {
        await().atMost(SOON)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(10))
                .until(wanted);
    }

    /** No undo copy, all generations taken, a load that writes. */
    @Override
    public String makeReady(ManagerProcess manager) throws Exception {
        if (shop.load() == null || scene.restores()) {
            shop.startLoad();
        }
        for (Listed undo : complete(manager.list(), "undo:" + SYSTEM)) {
            manager.must("delete " + undo.id());
        }
        while (complete(manager.list(), SYSTEM).size() < GENERATIONS) {
            manager.must("backup");
        }
        List<Listed> complete = complete(manager.list(), SYSTEM);
        good = complete.get(0);
        before = shop.load().acknowledged();
        if (scene.restores()) {
            shop.stopLoad();
        }
        Optional<String> preparation = scene.before(complete);
        if (preparation.isPresent()) {
            manager.must(preparation.get());
        }
        return scene.command(complete);
    }

    /** Everything that must be so after a settlement: the system runs, nothing is left over, no backup is lost. */
    void check() throws Exception {
        ManagerProcess manager = dying.manager();
        shop.server().awaitReady();
        assertThat(shop.isSuspended()).as("suspended").isFalse();
        LedgerMark attempted = shop.load().attempted();
        if (scene.restores()) {
            // Before the restore or after it; in between would be torn.
            assertThat(shop.check(LedgerMark.START, attempted).problems()).isEmpty();
            shop.startLoad();
        }
        shop.load().awaitCommits(5);
        assertThat(shop.server().query("SELECT count(*) FROM pg_replication_slots"))
                .as("slots left behind")
                .isEqualTo("0");
        assertThat(manager.ask("open")).as("open runs").isEmpty();
        List<Listed> listed = manager.list();
        assertThat(listed)
                .extracting(Listed::state)
                .as("backups nobody takes any more")
                .doesNotContain("RESERVED", "RUNNING");
        assertThat(complete(listed, SYSTEM))
                .extracting(Listed::id)
                .as("the last good backup is there")
                .contains(good.id());
        assertThat(manager.ask("reconcile")).as("reconciliation").isEmpty();
        assertThat(shop.copiesInPool())
                .as("copies on the storage")
                .containsExactlyInAnyOrderElementsOf(listed.stream()
                        .filter(Listed::isComplete)
                        .flatMap(backup -> backup.groups().stream())
                        .toList());
        assertThat(ServerProcesses.workingBelow(shop.pool()))
                .as("servers on copies")
                .isEmpty();
    }

    /** The last good backup boots, and so does what was taken since. */
    void verify() throws Exception {
        ManagerProcess manager = dying.manager();
        for (Listed backup : complete(manager.list(), SYSTEM)) {
            manager.must("verify " + backup.id());
        }
    }

    /** No commit that was acknowledged is missing. */
    void checkLedger() throws Exception {
        LedgerMark end = shop.stopLoad();
        assertThat(shop.load().failure()).isEmpty();
        assertThat(shop.check(scene.restores() ? LedgerMark.START : before, end).problems())
                .isEmpty();
    }

    private static List<Listed> complete(List<Listed> newestFirst, String profile) {
        return newestFirst.stream()
                .filter(Listed::isComplete)
                .filter(backup -> backup.profile().equals(profile))
                .toList();
    }

    @Override
    public void close() throws IOException {
        dying.close();
        shop.close();
    }
}
