package org.copyblade.itests.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.copyblade.demo.fixture.LedgerMark;
import org.copyblade.demo.fixture.ScratchFilesystem.Kind;
import org.copyblade.itests.process.Tree;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** Blades are replaced again and again under backups: none of them fails, and no old blade stays in memory. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 900, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class UpgradeStormIT {

    private static final boolean MATRIX = Boolean.getBoolean("copyblade.matrix");
    private static final int UPGRADES = MATRIX ? 200 : 4;
    /** Each so many upgrades one has to make a backup before it is replaced; the others come at any moment. */
    private static final int SERVES_EVERY = 4;

    private static final int PAIRS = MATRIX ? 20 : 1;
    private static final int REPLACEMENTS_IN_PREPARE = MATRIX ? 30 : 3;

    private static final String REFLINK = "org.copyblade.blade.reflink";
    private static final String BTRFS = "org.copyblade.blade.btrfs";
    private static final String STEPPING = "org.copyblade.itests.stepping";
    private static final Pattern ALIVE = Pattern.compile("(?m)^(\\S+) (\\d+)$");
    private static final Duration LIMIT = Duration.ofSeconds(90);

    private Shop shop;
    private Console console;
    private ShellSession session;

    @BeforeAll
    void open() throws Exception {
        shop = Shop.spreadOver(Kind.BTRFS);
        console = Console.started();
        session = ShellSession.with(console.tree());
        // The log is copied by one blade and everything else by another.
        console.protect("storm", shop, Map.of("blade", "btrfs", "blade.of.data.set", "wal=reflink"));
        profile("stepwise", "stepping");
        profile("plain", "reflink");
        LoaderCensus.jar().deployTo(console.tree().deploy(), "census.jar");
        until(() -> session.run("census:alive").contains(REFLINK + " 1\n"));
        shop.startLoad();
    }

    private void profile(String name, String blade) throws IOException {
        console.configure(
                Console.PROFILE_PID,
                name,
                Map.of(
                        "system",
                        "storm",
                        "blade",
                        blade,
                        "target.pool",
                        shop.pool().toString()));
    }

    @AfterAll
    void close() throws Exception {
        try {
            if (shop != null && shop.load() != null) {
                theLastBackupIsGood();
            }
        } finally {
            leave();
        }
    }

    private void leave() throws IOException {
        if (console != null) {
            session.close();
            console.close();
        }
        if (shop != null) {
            shop.close();
        }
    }

    @Test
    void bladeReplacedUnderBackups_failsNoneAndLeavesNothing() throws Exception {
        try (BackToBack backups = BackToBack.of("plain", console.tree())) {
            for (int i = 1; i <= UPGRADES; i++) {
                String version = "1.1." + i;
                release(REFLINK, version).deploy();
                until(() -> isActive(REFLINK, version));
                if (i % SERVES_EVERY == 0) {
                    until(() -> backups.versions(REFLINK).contains(version)
                            || !backups.failures().isEmpty());
                }
            }
            backups.stop();
            assertThat(backups.failures()).isEmpty();
            int versions = backups.versions(REFLINK).size();
            System.out.println("figure: " + UPGRADES + " upgrades, " + backups.backups() + " backups by " + versions
                    + " versions, 0 failed");
            assertThat(versions).isGreaterThanOrEqualTo(UPGRADES / SERVES_EVERY);
        }
        nothingIsLeftInMemory();
    }

    @Test
    void twoBladesReplacedInOneScan_failNothing() throws Exception {
        try (BackToBack backups = BackToBack.of("storm", console.tree())) {
            for (int i = 1, pairs = 0; pairs < PAIRS; i++) {
                String version = "1.2." + i;
                List<Release> both = List.of(release(REFLINK, version), release(BTRFS, version));
                session.run("census:trail");
                for (Release release : both) {
                    release.deploy();
                }
                until(() -> isActive(REFLINK, version) && isActive(BTRFS, version));
                // A scan may have come just between the two; then it does not count.
                pairs += inOneScan(session.run("census:trail")) ? 1 : 0;
                until(() -> backups.versions(BTRFS).contains(version)
                        || !backups.failures().isEmpty());
            }
            backups.stop();
            assertThat(backups.failures()).isEmpty();
            assertThat(backups.versions(REFLINK)).hasSizeGreaterThanOrEqualTo(PAIRS);
            assertThat(backups.versions(BTRFS)).hasSizeGreaterThanOrEqualTo(PAIRS);
            System.out.println("figure: two blades replaced in one scan " + PAIRS + " times, " + backups.backups()
                    + " backups by both, 0 failed");
        }
        nothingIsLeftInMemory();
    }

    /** Whether both had stopped before the first of them started again. */
    private static boolean inOneScan(String trail) {
        int firstStart = trail.indexOf("started org.copyblade.blade.");
        return trail.indexOf("stopped " + REFLINK) < firstStart && trail.indexOf("stopped " + BTRFS) < firstStart;
    }

    @Test
    void bladeReplacedWithinAPrepareOfTenMinutes_isFinishedByAnotherVersion() throws Exception {
        Path trail = console.tree().home().resolve("stepping-trail");
        stepping("1.0.0", trail);
        until(() -> isActive(STEPPING, "1.0.0"));
        Console.Going backup = console.begin("slb:backup stepwise");
        until(() -> lines(trail).size() == 1);
        for (int i = 1; backup.process().isAlive(); i++) {
            String version = "1.0." + i;
            int before = lines(trail).size();
            stepping(version, trail);
            until(() -> lines(trail).size() > before || !backup.process().isAlive());
        }
        Tree.Result ended = backup.end();
        assertThat(ended.status()).as(ended.out()).isZero();
        assertThat(lines(trail)).hasSizeGreaterThan(REPLACEMENTS_IN_PREPARE);
        assertThat(session.run("slb:show --evidence " + Console.idOf(ended.out())))
                .containsPattern("established by +" + STEPPING + " 1\\.0\\.[1-9]");
        System.out.println("figure: prepare of " + SteppingBlade.STEPS + " s in steps, replaced "
                + (lines(trail).size() - 1) + " times");
        nothingIsLeftInMemory();
        Files.delete(console.tree().deploy().resolve("stepping.jar"));
        until(() -> !session.run("deploy:status").contains(STEPPING));
    }

    private void stepping(String version, Path trail) throws IOException {
        SteppingBlade.jar(version, REPLACEMENTS_IN_PREPARE, trail)
                .deployTo(console.tree().deploy(), "stepping.jar");
    }

    private static List<String> lines(Path trail) throws IOException {
        return Files.exists(trail) ? Files.readAllLines(trail) : List.of();
    }

    /** The negative control: what the census says when a bundle does leave something. */
    @Test
    void bundleThatLeavesAThread_isCaughtByTheCensus() throws Exception {
        for (String version : List.of("1.0.0", "1.0.1")) {
            LeakyBundle.jar(version).deployTo(console.tree().deploy(), "leaky.jar");
            until(() -> isActive(LeakyBundle.NAME, version));
        }
        assertThat(classLoaders()).containsEntry(LeakyBundle.NAME, 2);
    }

    private Release release(String bundle, String version) throws IOException {
        return Release.of(
                console.tree().deploy().resolve(bundle + ".jar"),
                version,
                console.tree().home());
    }

    private boolean isActive(String bundle, String version) throws IOException {
        return session.run("deploy:status")
                .lines()
                .anyMatch(line -> line.contains(" active ") && line.strip().endsWith(" " + bundle + " " + version));
    }

    /** One class loader for each bundle that is there, none of those that were. */
    private void nothingIsLeftInMemory() {
        await().atMost(LIMIT).untilAsserted(() -> {
            Map<String, Integer> loaders = classLoaders();
            loaders.remove(LeakyBundle.NAME);
            assertThat(loaders).containsKeys(REFLINK, BTRFS);
            loaders.forEach((bundle, alive) ->
                    assertThat(alive).as("class loaders of " + bundle).isLessThanOrEqualTo(1));
        });
    }

    private Map<String, Integer> classLoaders() throws IOException {
        return ALIVE.matcher(session.run("census:alive"))
                .results()
                .collect(Collectors.toMap(found -> found.group(1), UpgradeStormIT::number));
    }

    private static int number(MatchResult found) {
        return Integer.parseInt(found.group(2));
    }

    private void theLastBackupIsGood() throws Exception {
        String last = console.backup("plain");
        console.must("slb:verify " + last);
        LedgerMark end = shop.stopLoad();
        assertThat(shop.load().failure()).isEmpty();
        assertThat(shop.check(end, end).problems()).isEmpty();
    }

    private static void until(Callable<Boolean> condition) {
        await().atMost(LIMIT).pollInterval(Duration.ofMillis(50)).until(condition);
    }
}
