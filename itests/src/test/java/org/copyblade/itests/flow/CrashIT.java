package org.copyblade.itests.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.Assertions;
import org.copyblade.demo.fixture.LedgerMark;
import org.copyblade.demo.fixture.ScratchFilesystem.Kind;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * The manager is killed at named steps and at random moments of backups and restores. After its next start the server
 * runs, nothing is left over, and the last good backup is still good.
 */
@EnabledIfSystemProperty(named = "copyblade.matrix", matches = "true")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CrashIT {
    private static final List<String> STEPS_OF_A_BACKUP = List.of(
            "log-suspend plan",
            "log-suspend prepare",
            "log-suspend establish",
            "log-suspend harden",
            "log-suspend query",
            "log-suspend keep",
            "backup-mode establish");
    /** The command has a plan made to show it, and then the run makes its own. */
    private static final String PLANNING = "planRestore";

    /** Of the blade, and phases in which none works. */
    private static final List<String> STEPS_OF_A_RESTORE =
            List.of(PLANNING, "prepare", "restore", "stop:", "recover:", "start:");

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int RANDOM_MOMENTS = 25;
    private static final int ATTEMPTS = 5;
    /** What the manager logs of a run that it finds open at its start. */
    private static final String LEFT_OPEN = " was left open in phase ";

    private Console console;
    private Shop shop;
    private BladeOrders orders;

    @BeforeAll
    void start() throws Exception {
        shop = Shop.on(Kind.XFS);
        console = Console.started();
        orders = BladeOrders.deployedTo(console);
        console.protect("crash", shop, Map.of("blade", "test", "generations", "3"));
    }

    @AfterAll
    void stop() throws Exception {
        if (console != null) {
            console.close();
        }
        if (shop != null) {
            shop.close();
        }
    }

    @Test
    void killedAtAStepOfABackup_isSettled() throws Exception {
        for (String step : STEPS_OF_A_BACKUP) {
            String[] words = step.split(" ");
            killDuringBackup(words[0], words[1]);
        }
    }

    private void killDuringBackup(String consistency, String step) throws Exception {
        String good = console.backup("crash");
        LedgerMark before = shop.startLoad().acknowledged();
        int open = leftOpen();
        killAtStep("slb:backup crash consistency=" + consistency, step, 1);
        settled(step, good, before);
        assertThat(leftOpen()).as("open runs found after death at " + step).isEqualTo(open + 1);
    }

    @Test
    void killedAtRandomMoments_isSettled() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        long begun = System.nanoTime();
        console.backup("crash");
        long length = System.nanoTime() - begun;
        int open = leftOpen();
        for (int i = 0; i < RANDOM_MOMENTS; i++) {
            String good = console.backup("crash");
            LedgerMark before = shop.startLoad().acknowledged();
            Console.Going backup = console.begin("slb:backup crash");
            TimeUnit.NANOSECONDS.sleep(random.nextLong(length));
            console.kill();
            backup.process().destroyForcibly();
            settled("seed " + seed + ", kill " + i, good, before);
        }
        System.out.println("figure: runs that were open at a random moment: " + (leftOpen() - open));
    }

    @Test
    void killedAtAStepOfARestore_isFinishedAtTheNextStart() throws Exception {
        for (String step : STEPS_OF_A_RESTORE) {
            if (step.endsWith(":")) {
                killDuringRestore(step, restore -> killWhenSeen(restore, step));
            } else {
                killDuringRestore(step, restore -> killAtStep(restore, step, step.equals(PLANNING) ? 2 : 1));
            }
        }
    }

    private interface Kill {
        void during(String command) throws Exception;
    }

    private void killDuringRestore(String when, Kill kill) throws Exception {
        LedgerMark before = shop.startLoad().acknowledged();
        String good = console.backup("crash");
        shop.load().awaitCommits(20);
        LedgerMark attempted = shop.stopLoad();
        for (int i = 0; i < ATTEMPTS; i++) {
            int open = leftOpen();
            kill.during("slb:restore --yes " + good);
            console.start();
            console.awaitSystem("crash");
            await().atMost(LIMIT).until(shop.server()::isRunning);
            shop.server().awaitReady();
            assertThat(shop.check(before, attempted).problems()).as(when).isEmpty();
            assertThat(shop.isSuspended()).as(when).isFalse();
            assertThat(console.must("slb:list --usable")).as(when).contains(good + " ");
            assertThat(console.must("slb:reconcile")).as(when).contains("agree");
            if (leftOpen() > open) {
                return;
            }
        }
        Assertions.fail("no run was ever open when the manager died at " + when);
    }

    /** Kills while the blade waits inside a step for the so many-th time: a run is open then. */
    private void killAtStep(String command, String step, int time) throws Exception {
        orders.tell(TestBlade.Order.AWAIT, step);
        Console.Going going = console.begin(command);
        orders.awaitReached();
        for (int passed = 1; passed < time; passed++) {
            orders.goOnce();
            orders.awaitReached();
        }
        console.kill();
        assertThat(going.end().out())
                .as("what the operator is told")
                .contains("DCM-8009 connection lost")
                .doesNotContain(" goes on;");
        orders.forget();
    }

    /** Kills when a phase is seen in which no blade works; whether a run was open then is to be looked after. */
    private void killWhenSeen(String command, String phase) throws Exception {
        Console.Going going = console.begin(command);
        going.until(line -> line.contains(" " + phase));
        console.kill();
        going.process().destroyForcibly();
    }

    /** How many runs the managers of this test have found open. */
    private int leftOpen() throws Exception {
        return console.log().split(LEFT_OPEN, -1).length - 1;
    }

    /** The server went on without the manager; with the next one everything is as it should be. */
    private void settled(String when, String good, LedgerMark before) throws Exception {
        shop.load().awaitCommits(20);
        assertThat(shop.isSuspended()).as(when).isFalse();
        console.start();
        console.awaitSystem("crash");
        assertThat(shop.isSuspended()).as(when).isFalse();
        LedgerMark end = shop.stopLoad();
        assertThat(shop.load().failure()).as(when).isEmpty();
        assertThat(shop.check(before, end).problems()).as(when).isEmpty();
        assertThat(console.must("slb:list --usable")).as(when).contains(good + " ");
        console.must("slb:verify " + good);
        assertThat(console.must("slb:reconcile")).as(when).contains("agree");
    }
}
