package org.copyblade.itests.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.copyblade.demo.fixture.LedgerMark;
import org.copyblade.itests.rig.Broken;
import org.copyblade.itests.rig.ManagerProcess;
import org.copyblade.itests.rig.ManagerProcess.Listed;
import org.copyblade.itests.rig.ManagerProcess.Setting;
import org.copyblade.itests.rig.Point;

/** A shop and the manager that protects it: killed at a point of a scene, started again, looked at. Not for several threads. */
final class CrashRig implements AutoCloseable {

    static final String SYSTEM = "shop";

    private static final int GENERATIONS = 2;
    private static final int TRACES = 10;
    private static final int ATTEMPTS = 5;
    private static final Duration SOON = Duration.ofSeconds(20);

    private final CrashScene scene;
    private final Shop shop;
    private final Setting setting;
    private ManagerProcess manager;
    private Listed good;
    private LedgerMark before;

    CrashRig(CrashScene scene, Path data) throws Exception {
        this.scene = scene;
        this.shop = scene.shop();
        this.setting = new Setting(data, shop.systemConfiguration(SYSTEM), scene.profile(shop), Broken.NOTHING);
        start(Optional.empty(), Broken.NOTHING);
    }

    private void start(Optional<Point> deadly, Broken broken) throws IOException {
        manager = ManagerProcess.startFollowed(setting.broken(broken), deadly);
    }

    /**
     * Plays the scene to its end until it twice passes the same points; answers them. Threads may pass them in another order
     * each time: a point is known by its name and occurrence.
     */
    List<Point> trace() throws Exception {
        List<Point> last = List.of();
        for (int i = 0; i < TRACES; i++) {
            String command = makeReady();
            manager.count(Optional.empty());
            manager.must(command);
            List<Point> trace = manager.passed();
            if (Set.copyOf(trace).equals(Set.copyOf(last))) {
                return trace;
            }
            last = trace;
        }
        throw new AssertionError("the scene goes another way every time, the last one is " + last);
    }

    /** Plays the scene until the manager is killed at this point. */
    void dieAt(Point point) throws Exception {
        for (int i = 0; i < ATTEMPTS; i++) {
            String command = makeReady();
            manager.count(Optional.of(point));
            if (manager.diesOf(command)) {
                afterDeathAt(point);
                return;
            }
        }
        throw new AssertionError("never died, though the trace has this point; passed " + manager.passed());
    }

    /** Starts the manager after a death and lets it settle; answers the points that it passes. */
    List<Point> settlement() throws Exception {
        start(Optional.empty(), Broken.NOTHING);
        assertThat(manager.ask("settled")).isEqualTo("settled");
        return manager.passed();
    }

    /** Kills the manager at one point of the scene, and the next one at this point of its settlement. */
    void dieSettlingAt(Point first, Point point) throws Exception {
        for (int i = 0; i < ATTEMPTS; i++) {
            dieAt(first);
            start(Optional.of(point), Broken.NOTHING);
            if (manager.diesOf("settled")) {
                afterDeathAt(point);
                return;
            }
        }
        throw new AssertionError("never died, though the trace has this point; passed " + manager.passed());
    }

    /** Starts a manager that settles nothing. */
    void startWithoutSettlement() throws Exception {
        start(Optional.empty(), Broken.SETTLEMENT);
        assertThat(manager.ask("settled")).isEqualTo("settled");
    }

    /** Nobody but the guards is left, and they do not stay. */
    private void afterDeathAt(Point point) throws Exception {
        List<Point> passed = manager.passed();
        assertThat(passed.get(passed.size() - 1)).isEqualTo(point);
        long dead = manager.pid();
        manager.close();
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

    /** The same begin for every case: no undo copy, all generations taken, a load that writes; answers the command. */
    private String makeReady() throws Exception {
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
        manager.close();
        shop.close();
    }
}
