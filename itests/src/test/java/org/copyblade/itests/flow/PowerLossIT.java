package org.copyblade.itests.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.copyblade.demo.fixture.LedgerMark;
import org.copyblade.demo.fixture.PostgresServer;
import org.copyblade.demo.fixture.RawPrimitive;
import org.copyblade.demo.fixture.ScratchFilesystem.Kind;
import org.copyblade.itests.rig.ManagerProcess;
import org.copyblade.itests.rig.ManagerProcess.Listed;
import org.copyblade.itests.rig.ManagerProcess.Setting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The power fails under server, copies and catalog at random moments of back-to-back backups: every backup that is called
 * COMPLETE afterwards boots, and none that a client saw COMPLETE before is gone.
 */
class PowerLossIT {
    private static final boolean MATRIX = Boolean.getBoolean("copyblade.matrix");
    private static final int ROUNDS = Integer.getInteger("copyblade.power.losses", MATRIX ? 100 : 1);
    private static final int MOST_BACKUPS = 2;
    private static final int GENERATIONS = 2;

    /** All of them, or one that is another one every time. */
    static List<Kind> kinds() {
        List<Kind> all = List.of(Kind.values());
        return MATRIX ? all : List.of(all.get(new Random().nextInt(all.size())));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void everyCompleteBackupBoots(Kind kind) throws Exception {
        long seed = System.nanoTime();
        System.out.println("power loss on " + kind + ": seed " + seed);
        Random random = new Random(seed);
        int booted = 0;
        int seenBefore = 0;
        try (Shop shop = Shop.forPowerCuts(kind);
                Protection protection = new Protection(shop)) {
            long begin = System.nanoTime();
            protection.manager().must("backup");
            long length = System.nanoTime() - begin;
            for (int round = 0; round < ROUNDS; round++) {
                String when = "round " + round + " of seed " + seed;
                Cut cut = cutDuringBackups(shop, protection.manager(), random.nextDouble() * MOST_BACKUPS, length);
                seenBefore += cut.completed().size();
                shop.server().start();
                ManagerProcess manager = protection.restart();
                assertThat(shop.check(cut.acknowledged(), cut.attempted()).problems())
                        .as(when)
                        .isEmpty();
                assertThat(manager.ask("reconcile")).as(when).isEmpty();
                List<Listed> listed = manager.list();
                assertThat(lost(cut.completed(), listed)).as(when).isEmpty();
                assertThat(complete(listed)).as(when).isNotEmpty();
                for (Listed backup : complete(listed)) {
                    assertThat(manager.ask("verify " + backup.id())).as(when).startsWith("COMPLETE ");
                    booted++;
                }
            }
        }
        System.out.println("figure: " + ROUNDS + " power losses on " + kind + ", " + seenBefore
                + " backups seen COMPLETE meanwhile, " + booted + " booted after, 0 lost");
    }

    /** Shows that a cut takes a copy that nobody made durable, so that the test above means something. */
    @Test
    void rawCopy_isLost() throws Exception {
        int tries = 0;
        // The filesystem may write its log at any moment, also right before the cut.
        while (isRawCopyKept()) {
            tries++;
            assertThat(tries).as("copies that are still there").isLessThan(5);
        }
    }

    private static boolean isRawCopyKept() throws Exception {
        try (Shop shop = Shop.forPowerCuts(Kind.XFS)) {
            shop.server().stop(PostgresServer.Shutdown.FAST);
            Path copy = shop.filesystem().root().resolve("copy");
            RawPrimitive raw = new RawPrimitive(Kind.XFS, shop.server().dataDirectory(), copy);
            raw.prepare();
            raw.copy();
            Path control = copy.resolve("global/pg_control");
            assertThat(control).isNotEmptyFile();
            shop.filesystem().cutPower();
            return Files.exists(control) && Files.size(control) > 0;
        }
    }

    /**
     * What was known when the power failed.
     *
     * @param completed ids of backups that a client saw COMPLETE
     * @param acknowledged what the server had acknowledged
     * @param attempted what it may have written
     */
    private record Cut(List<String> completed, LedgerMark acknowledged, LedgerMark attempted) {}

    /** The moment is so many backups after the begin: whole ones are waited for, the rest is a part of the time of one. */
    private static Cut cutDuringBackups(Shop shop, ManagerProcess manager, double backups, long lengthNanos)
            throws Exception {
        List<String> completed = new ArrayList<>();
        shop.startLoad();
        manager.begin("backups");
        for (int whole = 1; whole <= (int) backups; whole++) {
            completed.add(completed(manager.hear()));
        }
        TimeUnit.NANOSECONDS.sleep((long) ((backups - (int) backups) * lengthNanos));
        manager.heard().forEach(line -> completed.add(completed(line)));
        LedgerMark acknowledged = shop.load().acknowledged();
        shop.filesystem().cutPower();
        // A writer whose connection is lost asks how far the ledger reaches before it writes on.
        LedgerMark attempted = shop.load().attempted();
        shop.stopLoad();
        return new Cut(completed, acknowledged, attempted);
    }

    private static String completed(String line) {
        assertThat(line).startsWith("COMPLETE ");
        return line.split(" ")[1];
    }

    /** The manager of a shop, with its catalog on the filesystem of the shop. */
    private static final class Protection implements AutoCloseable {
        private final Setting setting;
        private ManagerProcess manager;

        Protection(Shop shop) throws Exception {
            Map<String, String> profile = new HashMap<>();
            profile.put("system", "shop");
            profile.put("blade", shop.filesystem().kind() == Kind.XFS ? "reflink" : "btrfs");
            profile.put("target.pool", shop.pool().toString());
            profile.put("generations", Integer.toString(GENERATIONS));
            Path data = shop.filesystem().root().resolve("catalog");
            setting = Setting.postgresql(data, shop.systemConfiguration("shop"), profile);
            manager = ManagerProcess.start(setting);
        }

        ManagerProcess manager() {
            return manager;
        }

        /** Another one, that has settled what the last one has left. */
        ManagerProcess restart() throws Exception {
            manager.close();
            manager = ManagerProcess.start(setting);
            assertThat(manager.ask("settled")).isEqualTo("settled");
            return manager;
        }

        @Override
        public void close() throws IOException {
            manager.close();
        }
    }

    private static List<Listed> complete(List<Listed> listed) {
        return listed.stream().filter(Listed::isComplete).toList();
    }

    /** Backups seen COMPLETE that are neither COMPLETE now nor gave their generation to as many newer ones. */
    private static List<String> lost(List<String> seen, List<Listed> newestFirst) {
        List<String> lost = new ArrayList<>();
        for (String id : seen) {
            List<String> ids = newestFirst.stream().map(Listed::id).toList();
            int newer = ids.indexOf(id);
            boolean accounted = newer >= 0
                    && (newestFirst.get(newer).isComplete()
                            || newestFirst.get(newer).state().equals("OVERWRITTEN") && newer >= GENERATIONS);
            if (!accounted) {
                lost.add(id);
            }
        }
        return lost;
    }
}
