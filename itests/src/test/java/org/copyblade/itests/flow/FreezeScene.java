package org.copyblade.itests.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.copyblade.demo.fixture.CommitProbe;
import org.copyblade.demo.fixture.LedgerMark;
import org.copyblade.demo.fixture.ScratchFilesystem.Kind;
import org.copyblade.itests.flow.Blow.Actor;
import org.copyblade.itests.process.Tree;

/**
 * A shop under load whose backups wait inside their window for as long as a test wants: deeds are done to them there. Not
 * for several threads.
 */
final class FreezeScene implements AutoCloseable {

    static final String SYSTEM = "freeze";

    private static final int SUSPEND_LIMIT_MS = 1500;
    private static final Duration LONGEST_GAP = Duration.ofMillis(SUSPEND_LIMIT_MS + 250);
    /** Before the manager gives a blade up by itself. */
    private static final Duration SURELY_INSIDE = Duration.ofMillis(SUSPEND_LIMIT_MS * 7 / 10);

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int ATTEMPTS = 5;

    private final Shop shop;
    private final Console console;
    private final BladeOrders orders;
    private final Metronome metronome;

    private FreezeScene(Shop shop, Console console, BladeOrders orders, Metronome metronome) {
        this.shop = shop;
        this.console = console;
        this.orders = orders;
        this.metronome = metronome;
    }

    /** A scene with one COMPLETE backup. */
    static FreezeScene open() throws Exception {
        Shop shop = Shop.on(Kind.XFS);
        Console console = null;
        try {
            console = Console.started();
            BladeOrders orders = BladeOrders.deployedTo(console);
            console.protect(
                    SYSTEM,
                    shop,
                    Map.of(
                            "blade",
                            "test",
                            "suspend.limit.ms",
                            Integer.toString(SUSPEND_LIMIT_MS),
                            "generations",
                            "3"));
            console.backup(SYSTEM);
            return new FreezeScene(
                    shop, console, orders, Metronome.on(shop.filesystem().root()));
        } catch (Exception | AssertionError e) {
            if (console != null) {
                console.close();
            }
            shop.close();
            throw e;
        }
    }

    Shop shop() {
        return shop;
    }

    Console console() {
        return console;
    }

    BladeOrders orders() {
        return orders;
    }

    /** What is done inside a window. */
    interface Deed {
        void in(OpenWindow window) throws Exception;
    }

    /** Writes go on by the limit, the backup is not COMPLETE, and nothing is left behind. */
    void play(String what, Deed deed) throws Exception {
        play(what, deed, new Blows(List.of()));
    }

    /** The same with blows; where nobody is left to let the server go on, the next start or a signal does. */
    void play(Blows blows) throws Exception {
        play(
                blows.toString(),
                window -> {
                    for (Blow blow : blows.list()) {
                        window.strike(blow);
                    }
                },
                blows);
    }

    private void play(String what, Deed deed, Blows blows) throws Exception {
        for (int i = 0; i < ATTEMPTS; i++) {
            if (isDoneInside(what, deed, blows)) {
                return;
            }
        }
        throw new AssertionError(
                what + ": never done inside a window; is this machine too busy, or does the server go on by itself?");
    }

    /** False if the window may have closed before, or somebody else has ended it: all the rest is demanded all the same. */
    private boolean isDoneInside(String what, Deed deed, Blows blows) throws Exception {
        orders.tell(TestBlade.Order.AWAIT, "establish");
        int complete = completeBackups();
        LedgerMark before = shop.startLoad().acknowledged();
        long manager = console.tree().pid();
        boolean inside;
        OpenWindow window;
        try (CommitProbe probe = CommitProbe.start(shop.server()::connect)) {
            long probing = System.nanoTime();
            Console.Going backup = console.begin("slb:backup " + SYSTEM);
            long reached = orders.awaitReached();
            inside = shop.isSuspended();
            window = OpenWindow.of(manager);
            deed.in(window);
            inside &= System.nanoTime() - reached < SURELY_INSIDE.toNanos();
            if (blows.leaveNobody()) {
                // Any Copyblade that starts on this machine meanwhile lets the server go on: then it is done once more.
                inside &= staysUntilLimit(what, reached) || !blows.areSeenByNobody();
            } else {
                goesOn(what, Math.max(probing, reached - LONGEST_GAP.toNanos()), probe);
            }
            orders.go();
            end(what, backup, manager, blows);
        }
        orders.forget();
        console.awaitSystem(SYSTEM);
        shop.load().awaitCommits(20);
        assertThat(shop.isSuspended()).as(what).isFalse();
        await().atMost(LIMIT).until(() -> window.isLeftByGuards());
        if (blows.kill(Actor.MANAGER)) {
            // A manager that lives may have the next pair in reserve.
            await().atMost(LIMIT).until(() -> OpenWindow.guards(manager).isEmpty());
        }
        assertThat(completeBackups()).as(what).isEqualTo(complete);
        LedgerMark end = shop.stopLoad();
        assertThat(shop.load().failure()).as(what).isEmpty();
        assertThat(shop.check(before, end).problems()).as(what).isEmpty();
        assertThat(console.must("slb:reconcile")).as(what).contains("agree");
        return inside;
    }

    private void goesOn(String what, long from, CommitProbe probe) throws IOException {
        shop.load().awaitCommits(20);
        long until = System.nanoTime();
        Duration gap = probe.report(from, until).longest();
        Duration stalled = metronome.stalled(from, until);
        System.out.printf(
                "figure: %s: longest commit gap %d ms, limit %d ms, machine stood still %d ms%n",
                what, gap.toMillis(), SUSPEND_LIMIT_MS, stalled.toMillis());
        assertThat(gap.minus(stalled)).as(what).isLessThan(LONGEST_GAP);
        assertThat(shop.isSuspended()).as(what).isFalse();
    }

    /** The residual that is documented: with everybody dead at once the server stands still until somebody comes. */
    private boolean staysUntilLimit(String what, long reached) throws Exception {
        long over = reached + LONGEST_GAP.toNanos();
        TimeUnit.NANOSECONDS.sleep(Math.max(0, over - System.nanoTime()));
        boolean stays = shop.isSuspended();
        System.out.printf("figure: %s: nobody is left, %s%n", what, stays ? "the server stands still" : "it goes on");
        return stays;
    }

    private void end(String what, Console.Going backup, long manager, Blows blows) throws Exception {
        // One that was only stopped goes on now, long after its time.
        ServerProcesses.signal(manager, "CONT");
        Tree.Result result = backup.end();
        assertThat(result.status()).as(what + ": " + result.out()).isNotZero();
        if (blows.kill(Actor.MANAGER)) {
            console.start();
        }
    }

    private int completeBackups() throws Exception {
        return (int) console.must("slb:list")
                .lines()
                .filter(line -> line.contains(" COMPLETE "))
                .count();
    }

    @Override
    public void close() throws IOException {
        metronome.close();
        console.close();
        shop.close();
    }
}
