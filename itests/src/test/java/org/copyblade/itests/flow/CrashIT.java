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

/**
 * The manager is killed at named phases and at random moments of backups and restores. After its next start the server
 * runs, nothing is left over, and the last good backup is still good.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CrashIT {
    private static final boolean MATRIX = Boolean.getBoolean("copyblade.matrix");
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int LONGEST_BACKUP_MS = 2500;
    private static final int ATTEMPTS = 5;

    private Console console;
    private Shop shop;

    @BeforeAll
    void start() throws Exception {
        shop = Shop.on(Kind.XFS);
        console = Console.started();
        console.protect("crash", shop, Map.of("blade", "reflink", "generations", "3"));
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
    void killedAtAPhaseOfABackup_isSettled() throws Exception {
        List<String> phases = MATRIX
                ? List.of("validate:", "prepare:", "checkpoint", "suspend:", "after:", "prove:", "record:")
                : List.of("prepare:", "suspend:");
        for (String phase : phases) {
            killDuringBackup("log-suspend", phase);
        }
        killDuringBackup("backup-mode", "establish:");
    }

    @Test
    void killedAtRandomMoments_isSettled() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < (MATRIX ? 25 : 2); i++) {
            String good = console.backup("crash");
            LedgerMark before = shop.startLoad().acknowledged();
            Console.Going backup = console.begin("slb:backup crash");
            TimeUnit.MILLISECONDS.sleep(random.nextInt(LONGEST_BACKUP_MS));
            console.kill();
            backup.process().destroyForcibly();
            settled("seed " + seed + ", kill " + i, good, before);
        }
    }

    @Test
    void killedAtAPhaseOfARestore_isFinishedAtTheNextStart() throws Exception {
        List<String> phases = MATRIX
                ? List.of("validate:", "stop:", "save:", "restore:", "recover:", "start:")
                : List.of("stop:", "restore:");
        for (String phase : phases) {
            LedgerMark before = shop.startLoad().acknowledged();
            String good = console.backup("crash");
            shop.load().awaitCommits(20);
            LedgerMark attempted = shop.load().attempted();
            shop.stopLoad();
            killAt("slb:restore --yes " + good, phase);
            console.start();
            console.awaitSystem("crash");
            await().atMost(LIMIT).until(shop.server()::isRunning);
            shop.server().awaitReady();
            assertThat(shop.check(before, attempted).problems()).as(phase).isEmpty();
            assertThat(shop.isSuspended()).as(phase).isFalse();
            assertThat(console.must("slb:list --usable")).as(phase).contains(good + " ");
            assertThat(console.must("slb:reconcile")).as(phase).contains("agree");
        }
    }

    private void killDuringBackup(String consistency, String phase) throws Exception {
        String good = console.backup("crash");
        LedgerMark before = shop.startLoad().acknowledged();
        killAt("slb:backup crash consistency=" + consistency, phase);
        settled(phase, good, before);
    }

    /** Kills when a phase is seen; one that was too short to be seen is tried again. */
    private void killAt(String command, String phase) throws Exception {
        for (int i = 0; i < ATTEMPTS; i++) {
            Console.Going going = console.begin(command);
            if (going.until(line -> line.contains(" " + phase))) {
                console.kill();
                going.process().destroyForcibly();
                return;
            }
        }
        Assertions.fail("phase " + phase + " was never seen");
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
