package org.copyblade.itests.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.copyblade.itests.process.Tree;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Manager and guards are killed or stopped, in every order, while a window is held open; strangers meddle with the server
 * or with backup mode. Writes go on by the limit, and such a backup is never COMPLETE. A sample runs always, all of them
 * with {@code -Pmatrix}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FreezeKillIT {
    private static final boolean MATRIX = Boolean.getBoolean("copyblade.matrix");
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration AT_ONCE = Duration.ofSeconds(20);
    /** While the blade copies, the manager has no other session but those that look after this one. */
    private static final String SESSION = "application_name = 'copyblade'";

    private FreezeScene scene;

    @BeforeAll
    void start() throws Exception {
        scene = FreezeScene.open();
    }

    @AfterAll
    void stop() throws Exception {
        if (scene != null) {
            scene.close();
        }
    }

    /** With {@code -Dcopyblade.matrix.parts} every so many-th of all, from another one every time. */
    static List<Blows> blows() {
        if (!MATRIX) {
            return Blows.sample();
        }
        int parts = Integer.getInteger("copyblade.matrix.parts", 1);
        int first = new Random().nextInt(parts);
        List<Blows> all = Blows.all();
        return IntStream.iterate(first, i -> i < all.size(), i -> i + parts)
                .mapToObj(all::get)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("blows")
    void blowsInsideTheWindow_neverKeepWritesFromGoingOn(Blows blows) throws Exception {
        scene.play(blows);
    }

    @Test
    @EnabledIfSystemProperty(named = "copyblade.matrix", matches = "true")
    void bladeSlowerThanTheLimit_isNotWaitedFor() throws Exception {
        scene.play("a slow blade", window -> {});
    }

    /** The control: in a window that is held open just so, with nobody interfering, the backup is COMPLETE. */
    @Test
    void windowInWhichNothingHappens_endsComplete() throws Exception {
        scene.orders().tell(TestBlade.Order.AWAIT, "establish");
        Console.Going backup = scene.console().begin("slb:backup freeze suspend.limit.ms=20000");
        scene.orders().awaitReached();
        assertThat(scene.shop().isSuspended()).isTrue();
        scene.orders().go();
        Tree.Result result = backup.end();
        assertThat(result.status()).as(result.out()).isZero();
        scene.orders().forget();
    }

    @Test
    @EnabledIfSystemProperty(named = "copyblade.matrix", matches = "true")
    void strangerWhoContinuesTheServer_makesTheBackupUnusable() throws Exception {
        scene.play("continued", window -> {
            meddle("CONT");
            scene.orders().go();
        });
        assertThat(newestBackup()).contains(" UNUSABLE ");
    }

    @Test
    void strangerWhoContinuesTheServerAndStopsItAgain_makesTheBackupUnusable() throws Exception {
        scene.play("continued and stopped again", window -> {
            meddle("CONT");
            meddle("STOP");
            assertThat(scene.shop().isSuspended()).isTrue();
            scene.orders().go();
        });
        assertThat(newestBackup()).contains(" UNUSABLE ");
    }

    private void meddle(String signal) throws Exception {
        for (long pid : ServerProcesses.of(scene.shop().server())) {
            ServerProcesses.signal(pid, signal);
        }
    }

    private String newestBackup() throws Exception {
        return scene.console()
                .must("slb:list")
                .lines()
                .filter(line -> line.matches("B\\d+ .*"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void sessionOfBackupModeLost_makesTheBackupUnusableAtOnce() throws Exception {
        scene.orders().tell(TestBlade.Order.AWAIT, "copy");
        Console.Going backup = scene.console().begin("slb:backup freeze consistency=backup-mode fast.replication=none");
        scene.orders().awaitReached();
        await().atMost(LIMIT).until(() -> !"0".equals(sessions()));
        assertThat(scene.shop()
                        .server()
                        .query("SELECT bool_and(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE " + SESSION))
                .isEqualTo("t");
        long lost = System.nanoTime();
        Tree.Result result = backup.end();
        // Nobody has told the blade to go on: it was broken off.
        assertThat(Duration.ofNanos(System.nanoTime() - lost)).isLessThan(AT_ONCE);
        assertThat(result.status()).isNotZero();
        assertThat(result.out()).contains("the session that held backup mode of freeze was lost");
        assertThat(newestBackup()).contains(" UNUSABLE ");
        scene.orders().forget();
        assertThat(scene.console().must("slb:reconcile")).contains("agree");
    }

    private String sessions() throws Exception {
        return scene.shop().server().query("SELECT count(*) FROM pg_stat_activity WHERE " + SESSION);
    }
}
