package org.copyblade.itests.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.copyblade.demo.fixture.CommitProbe;
import org.copyblade.demo.fixture.LedgerMark;
import org.copyblade.demo.fixture.ScratchFilesystem.Kind;
import org.copyblade.itests.process.Tree;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Manager and guards are killed or stopped while the window is held open by a slow blade. Writes go on by the limit, and
 * such a backup is never COMPLETE.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FreezeKillIT {
    private static final boolean MATRIX = Boolean.getBoolean("copyblade.matrix");
    private static final int SUSPEND_LIMIT_MS = 2000;
    private static final Duration LONGEST_GAP = Duration.ofMillis(SUSPEND_LIMIT_MS + 250);
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private Console console;
    private Shop shop;
    private Path orders;

    @BeforeAll
    void start() throws Exception {
        shop = Shop.on(Kind.XFS);
        console = Console.started();
        orders = console.tree().home().resolveSibling("orders");
        TestBlade.jar("1.0.0", orders).deployTo(console.tree().deploy(), "testblade.jar");
        console.protect(
                "freeze",
                shop,
                Map.of("blade", "test", "suspend.limit.ms", Integer.toString(SUSPEND_LIMIT_MS), "generations", "3"));
        await().atMost(LIMIT).until(() -> console.exec("blade:list").out().contains("test "));
        console.backup("freeze");
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
    void aBladeSlowerThanTheLimit_isNotWaitedFor() throws Exception {
        during(TestBlade.Order.SLOWER, window -> {}, false);
    }

    @Test
    void deathsInsideTheWindow_neverKeepWritesFromGoingOn() throws Exception {
        Map<String, Deed> deeds = new LinkedHashMap<>();
        deeds.put("manager killed", window -> signal(window.manager(), "KILL"));
        deeds.put("manager stopped", window -> signal(window.manager(), "STOP"));
        deeds.put("both guards killed", window -> {
            signal(window.guards().get(0), "KILL");
            signal(window.guards().get(1), "KILL");
        });
        if (MATRIX) {
            for (int guard : new int[] {0, 1}) {
                deeds.put(
                        "guard " + guard + " killed",
                        window -> signal(window.guards().get(guard), "KILL"));
                deeds.put(
                        "guard " + guard + " stopped",
                        window -> signal(window.guards().get(guard), "STOP"));
            }
            deeds.put("manager stopped, guard killed", window -> {
                signal(window.manager(), "STOP");
                signal(window.guards().get(1), "KILL");
            });
            deeds.put("guard stopped, manager killed", window -> {
                signal(window.guards().get(0), "STOP");
                signal(window.manager(), "KILL");
            });
            deeds.put("guard killed, manager killed", window -> {
                signal(window.guards().get(0), "KILL");
                signal(window.manager(), "KILL");
            });
        } else {
            deeds.put("guard stopped, manager killed", window -> {
                signal(window.guards().get(0), "STOP");
                signal(window.manager(), "KILL");
            });
        }
        for (Map.Entry<String, Deed> deed : deeds.entrySet()) {
            System.out.println("inside the window: " + deed.getKey());
            during(TestBlade.Order.SLOWER, deed.getValue(), deed.getKey().contains("manager"));
        }
    }

    @Test
    void aStrangerWhoContinuesTheServerInside_makesTheBackupUnusable() throws Exception {
        // The control: in a window just as long, with nobody interfering, the backup is COMPLETE.
        Files.writeString(orders, TestBlade.Order.SLOW.name());
        console.backup("freeze");
        during(
                TestBlade.Order.SLOW,
                window -> signal(ServerProcesses.of(shop.server()).get(0), "CONT"),
                false);
        assertThat(console.must("slb:list")).containsPattern("B\\d+ +freeze +freeze +UNUSABLE");
    }

    private record Window(long manager, List<Long> guards) {}

    private interface Deed {
        void doIt(Window window) throws Exception;
    }

    private static void signal(long pid, String name) throws Exception {
        ServerProcesses.signal(pid, name);
    }

    private void during(TestBlade.Order order, Deed deed, boolean managerDies) throws Exception {
        long manager = console.tree().pid();
        Path reached = Path.of(orders + ".reached");
        Files.deleteIfExists(reached);
        Files.writeString(orders, order.name());
        int complete = completeBackups();
        LedgerMark before = shop.startLoad().acknowledged();
        try (CommitProbe probe = CommitProbe.start(shop.server()::connect)) {
            Console.Going backup = console.begin("slb:backup freeze");
            await().atMost(LIMIT).pollInterval(Duration.ofMillis(5)).until(() -> Files.exists(reached));
            assertThat(shop.isSuspended()).isTrue();
            long began = System.nanoTime();
            List<Long> guards = guards(manager);
            assertThat(guards).hasSize(2);
            deed.doIt(new Window(manager, guards));
            shop.load().awaitCommits(20);
            Duration gap = probe.report(began - LONGEST_GAP.toNanos(), System.nanoTime())
                    .longest();
            System.out.println("figure: longest commit gap " + gap.toMillis() + " ms, limit " + SUSPEND_LIMIT_MS);
            assertThat(gap).isLessThan(LONGEST_GAP);
            assertThat(shop.isSuspended()).isFalse();
            Files.delete(orders);
            end(backup, manager, managerDies);
            for (long stillStopped : guards(manager)) {
                signal(stillStopped, "KILL");
            }
        }
        console.awaitSystem("freeze");
        assertThat(shop.isSuspended()).isFalse();
        assertThat(completeBackups()).isEqualTo(complete);
        LedgerMark end = shop.stopLoad();
        assertThat(shop.load().failure()).isEmpty();
        assertThat(shop.check(before, end).problems()).isEmpty();
        assertThat(console.must("slb:reconcile")).contains("agree");
    }

    private void end(Console.Going backup, long manager, boolean managerDies) throws Exception {
        if (managerDies) {
            // One that was only stopped goes on now, long after its guards have let the server go.
            signal(manager, "CONT");
        }
        Tree.Result result = backup.end();
        assertThat(result.status()).as(result.out()).isNotZero();
        if ("XZ".indexOf(ServerProcesses.stateOf(manager)) >= 0) {
            console.start();
        }
    }

    private int completeBackups() throws Exception {
        return (int) console.must("slb:list")
                .lines()
                .filter(line -> line.contains(" COMPLETE "))
                .count();
    }

    /** The guards that this manager has started: they are in sessions of their own and may outlive it. */
    private static List<Long> guards(long manager) {
        return ProcessHandle.allProcesses()
                .filter(process -> {
                    String line = process.info().commandLine().orElse("");
                    return line.contains(".GuardMain ") && line.endsWith(" " + manager);
                })
                .map(ProcessHandle::pid)
                .toList();
    }
}
