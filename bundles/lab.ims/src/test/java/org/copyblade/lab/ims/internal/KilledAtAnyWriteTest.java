package org.copyblade.lab.ims.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import java.util.function.IntSupplier;
import org.copyblade.lab.ims.Cases;
import org.copyblade.lab.ims.Evidence;
import org.copyblade.lab.ims.internal.member.Member;
import org.copyblade.lab.ims.internal.member.RestartFailure;
import org.copyblade.lab.ims.internal.recon.LogEntry;
import org.junit.jupiter.api.Test;

/** A group that dies as a whole between any two writes, also while it restarts, works again as if nothing had been. */
class KilledAtAnyWriteTest {
    private static final List<Long> SEEDS = Cases.seeds(60, 2);
    private static final int DEATHS = 6;
    /** In fewer parts of the work afterwards every member fills an online log and archives it. */
    private static final int MOST_PARTS = 50;

    private static final int UNITS_OF_A_PART = 20;

    @Test
    void afterAnyWrite_itWorksAgain() throws Exception {
        for (long seed : SEEDS) {
            Random random = new Random(seed);
            die(seed, (volser, track) -> true, () -> 1 + random.nextInt(400), KilledAtAnyWriteTest::await);
        }
    }

    /** Between suspensions, while one begins, and while one lasts. */
    @Test
    void suspendedAgainAndAgain_itWorksAgain() throws Exception {
        for (long seed : SEEDS) {
            Random random = new Random(seed);
            die(seed, (volser, track) -> true, () -> 1 + random.nextInt(200), (group, death) -> {
                group.turns.steps(100);
                new Copies(group).suspended(random.nextInt(5), 1_000_000_000L);
            });
        }
    }

    /** Several writes make or delete a data set: in between it is on its volume and not catalogued. */
    @Test
    void whileADataSetIsMadeOrDeleted_itWorksAgain() throws Exception {
        for (long seed : SEEDS) {
            Random random = new Random(seed);
            die(seed, MemoryImage::isOfSpace, () -> 1 + random.nextInt(6), KilledAtAnyWriteTest::await);
        }
    }

    private static void await(SimulatedGroup group, Death death) {
        group.turns.await(death::hasCome);
    }

    private static void die(
            long seed,
            BiPredicate<String, Integer> counted,
            IntSupplier writes,
            BiConsumer<SimulatedGroup, Death> meanwhile)
            throws Exception {
        try (SimulatedGroup group = SimulatedGroup.catalogued(seed).working(10)) {
            for (int number = 0; number < DEATHS; number++) {
                Death death = new Death(group, writes.getAsInt(), counted);
                if (number > 0) {
                    start(group, seed + number);
                }
                while (!death.hasCome()) {
                    meanwhile.accept(group, death);
                }
                death.over();
            }
            start(group, seed);
            Map<String, Long> before = newestLogs(group);
            for (int part = 0; part < MOST_PARTS && !haveArchived(group, before); part++) {
                group.worked(UNITS_OF_A_PART);
            }
            assertThat(group.group().members())
                    .as("seed " + seed + " " + group.messages)
                    .allMatch(it -> it.region().isPresent());
            assertThat(haveArchived(group, before))
                    .as("seed " + seed + ", archived before " + before + ", now " + newestLogs(group))
                    .isTrue();
            assertThat(group.check(group.copyAll(), new Evidence(true, Map.of(), group.acknowledgedNow()))
                            .findings())
                    .as("seed " + seed)
                    .isEmpty();
        }
    }

    private static void start(SimulatedGroup group, long seed) throws RestartFailure {
        for (Member member : group.group().members()) {
            member.emergencyRestart(true);
            member.startWork(seed);
        }
    }

    private static boolean haveArchived(SimulatedGroup group, Map<String, Long> since) {
        return newestLogs(group).entrySet().stream().allMatch(it -> it.getValue() > since.get(it.getKey()));
    }

    /** When the newest archived log of each member begins. */
    private static Map<String, Long> newestLogs(SimulatedGroup group) {
        Map<String, Long> newest = new TreeMap<>();
        for (Member member : group.group().members()) {
            newest.put(
                    member.imsid(),
                    group.group().shared().recon().read().logs(member.imsid()).stream()
                            .mapToLong(LogEntry::start)
                            .max()
                            .orElse(0));
        }
        return newest;
    }
}
