package org.copyblade.lab.ims.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.copyblade.lab.array.Vtoc;
import org.copyblade.lab.ims.Cases;
import org.copyblade.lab.ims.CheckReport;
import org.copyblade.lab.ims.Evidence;
import org.copyblade.lab.ims.Rule;
import org.copyblade.lab.ims.internal.member.Member;
import org.copyblade.lab.ims.internal.member.SuspendToken;
import org.junit.jupiter.api.Test;

/** Every way to break a copy is found, by the rule that it breaks. */
class BrokenCopiesTest {
    private static final List<Long> SEEDS = Cases.allSeeds(100, 3);
    /** Of a hundred. */
    private static final int TO_BE_FOUND = 95;

    private static final List<String> LOGS = List.of("IMSLG1", "IMSLG2", "IMSSYS", "IMSARC");
    private static final List<String> DATA = List.of("IMSDB1", "IMSDB2", "IMSDB3");

    private interface Breakage {
        CheckReport of(SimulatedGroup group, Copies copies) throws Exception;
    }

    @Test
    void logsCopiedFirst_isFoundByWriteAhead() throws Exception {
        assertFound("logs first", EnumSet.of(Rule.I1), (group, copies) -> {
            Map<String, MemoryVolume> copy = copies.inOrder(LOGS, 0);
            group.worked(12);
            copy.putAll(copies.inOrder(DATA, 0));
            return group.check(copy, Evidence.none());
        });
    }

    @Test
    void dataCopiedFirst_isFoundByLostUpdates() throws Exception {
        assertFound("data first", EnumSet.of(Rule.I2), (group, copies) -> {
            Map<String, MemoryVolume> copy = copies.inOrder(DATA, 0);
            group.worked(12);
            copy.putAll(copies.inOrder(LOGS, 0));
            return group.check(copy, Evidence.none());
        });
    }

    @Test
    void oneDataVolumeAtAnotherTime_isFoundByHalfTransfers() throws Exception {
        assertFound("one data volume earlier", EnumSet.of(Rule.I2, Rule.I4), (group, copies) -> {
            MemoryVolume early = group.volumes.get("IMSDB2").copy();
            group.worked(30);
            Map<String, MemoryVolume> copy = group.copyAll();
            copy.put("IMSDB2", early);
            return group.check(copy, Evidence.none());
        });
    }

    @Test
    void copyInParts_isFoundByTornBlocks() throws Exception {
        assertFound(
                "in parts",
                EnumSet.of(Rule.I3),
                (group, copies) -> group.check(copies.inParts(6_000, 4), Evidence.none()));
    }

    @Test
    void olderWriteAheadDataSets_areFoundByWhatIsMissing() throws Exception {
        assertFound("older WADS", EnumSet.of(Rule.I1, Rule.I2, Rule.I3), (group, copies) -> {
            Map<String, MemoryVolume> early = group.copyAll();
            group.worked(12);
            Map<String, MemoryVolume> copy = group.copyAll();
            Copies.replace(copy, early, ".WADS");
            return group.check(copy, new Evidence(true, Map.of(), group.acknowledgedNow()));
        });
    }

    @Test
    void withoutWriteAheadDataSets_isFound() throws Exception {
        assertFound("no WADS", EnumSet.of(Rule.I3), (group, copies) -> {
            Map<String, MemoryVolume> copy = group.copyAll();
            Copies.replace(copy, null, ".WADS");
            return group.check(copy, Evidence.none());
        });
    }

    @Test
    void olderRecon_isFoundByItsLogs() throws Exception {
        assertFound("older RECON", EnumSet.of(Rule.I6), (group, copies) -> {
            Map<String, MemoryVolume> early = group.copyAll();
            long switches = switches(group);
            group.turns.await(() -> switches(group) > switches);
            group.worked(5);
            Map<String, MemoryVolume> copy = group.copyAll();
            Copies.replace(copy, early, ".RECON");
            return group.check(copy, Evidence.none());
        });
    }

    @Test
    void oneMemberSuspendedOnly_isFoundByTheOther() throws Exception {
        assertFound("one member only", EnumSet.of(Rule.I1, Rule.I2, Rule.I5), (group, copies) -> {
            // With few locks of the suspended member the other goes on for a while.
            group.turns.await(() -> group.group().shared().locks().held("IMS1") < 6);
            Map<Member, SuspendToken> tokens = copies.suspend(List.of(group.member("IMS1")), 1_000_000_000L);
            Map<String, MemoryVolume> copy = copies.inOrder(LOGS, 0);
            int before = group.acknowledged.size();
            group.turns.await(() -> group.acknowledged.size() > before + 8, 900_000_000);
            copy.putAll(copies.inOrder(DATA, 0));
            copies.resume(tokens);
            return group.check(copy, Evidence.none());
        });
    }

    @Test
    void watchdogDuringTheCopy_isFoundByItsEnd() throws Exception {
        assertFound("watchdog", EnumSet.of(Rule.I7), (group, copies) -> {
            Copies.Made made = copies.suspended(40, 2_000_000);
            assertThat(made.evidence().inForce()).isFalse();
            return group.check(made.volumes(), made.evidence());
        });
    }

    @Test
    void freezeThatExpires_isFoundByWhatWentOn() throws Exception {
        assertFound("freeze timer", EnumSet.of(Rule.I1, Rule.I2, Rule.I3, Rule.I7), (group, copies) -> {
            group.volumes.get("IMSLG1").freeze();
            Map<String, MemoryVolume> copy = copies.inOrder(List.of("IMSLG1", "IMSLG2", "IMSSYS", "IMSARC"), 3);
            group.volumes.get("IMSLG1").thaw();
            group.turns.steps(60);
            copy.putAll(copies.inOrder(DATA, 3));
            return group.check(copy, new Evidence(false, Map.of(), List.of()));
        });
    }

    @Test
    void lostResume_isEndedByTheWatchdog() throws Exception {
        for (long seed : SEEDS) {
            try (SimulatedGroup group = new SimulatedGroup(seed).working(10)) {
                long limit = 100_000_000;
                Map<Member, SuspendToken> tokens =
                        new Copies(group).suspend(group.group().members(), limit);
                int before = group.acknowledged.size();
                group.turns.steps(50);
                assertThat(group.acknowledged).hasSize(before);
                long begin = group.turns.nanos();
                group.worked(5);
                assertThat(group.turns.nanos() - begin).isLessThan(2 * limit);
                assertThat(new Copies(group).resume(tokens)).isFalse();
            }
        }
    }

    @Test
    void flippedBit_isFoundAndRecovered() throws Exception {
        assertFound("flipped bit", EnumSet.of(Rule.I3), (group, copies) -> {
            group.worked(60);
            Map<String, MemoryVolume> copy = group.copyAll();
            flipBit(copy.get("IMSLG1"), new Random(group.acknowledged.size()));
            CheckReport report = group.check(copy, Evidence.none());
            assertThat(report.broken()).isSubsetOf(Rule.I3);
            assertThat(report.findings()).allMatch(it -> it.text().endsWith("the other copy has it right"));
            return report;
        });
    }

    private static void assertFound(String what, Set<Rule> rules, Breakage breakage) throws Exception {
        List<Long> missed = new ArrayList<>();
        for (long seed : SEEDS) {
            try (SimulatedGroup group = new SimulatedGroup(seed).working(25)) {
                CheckReport report = breakage.of(group, new Copies(group));
                if (report.broken().stream().noneMatch(rules::contains)) {
                    missed.add(seed);
                }
            }
        }
        System.out.println("figure: " + what + ": " + (SEEDS.size() - missed.size()) + " of " + SEEDS.size()
                + " found by " + rules);
        assertThat(missed.size() * 100)
                .as(what + " missed with seeds " + missed)
                .isLessThanOrEqualTo((100 - TO_BE_FOUND) * SEEDS.size());
    }

    private static long switches(SimulatedGroup group) {
        return group.messages.stream().filter(it -> it.contains("NOW OPENED")).count();
    }

    /** In the records of a block that is there in both copies. */
    private static void flipBit(MemoryVolume volume, Random random) throws Exception {
        List<Integer> tracks = new ArrayList<>();
        for (var dataSet : Vtoc.of(volume).dataSets()) {
            if (dataSet.name().contains("OLDSP")) {
                int first = dataSet.extents().get(0).first();
                if (volume.isWritten(first)) {
                    tracks.add(first);
                }
            }
        }
        int track = tracks.get(random.nextInt(tracks.size()));
        byte[] content = volume.read(track);
        content[100 + random.nextInt(20_000)] ^= (byte) (1 << random.nextInt(8));
        volume.replace(track, content);
    }
}
