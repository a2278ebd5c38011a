package org.copyblade.lab.ims.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.copyblade.lab.ims.Cases;
import org.copyblade.lab.ims.CheckReport;
import org.copyblade.lab.ims.Evidence;
import org.copyblade.lab.ims.internal.member.Member;
import org.junit.jupiter.api.Test;

/** The group works, dies and restarts, and every instant of it is restartable. */
class SimulatedGroupTest {
    private static final List<Long> SEEDS = Cases.seeds(50, 2);

    @Test
    void anyInstantOfAWorkingGroup_isRestartable() throws Exception {
        for (long seed : SEEDS) {
            try (SimulatedGroup group = new SimulatedGroup(seed).working(20)) {
                for (int instant = 0; instant < 10; instant++) {
                    group.turns.steps(37);
                    CheckReport report =
                            group.check(group.copyAll(), new Evidence(true, Map.of(), group.acknowledgedNow()));
                    assertThat(report.findings())
                            .as("seed " + seed + ", " + report.facts())
                            .isEmpty();
                }
            }
        }
    }

    @Test
    void sameSeed_givesTheSameRun() throws Exception {
        assertThat(run(7)).isEqualTo(run(7)).isNotEqualTo(run(8));
    }

    @Test
    void killedGroup_restartsWithOverrideAndGoesOn() throws Exception {
        for (long seed : SEEDS) {
            try (SimulatedGroup group = new SimulatedGroup(seed).working(30)) {
                for (int kill = 0; kill < 4; kill++) {
                    group.turns.steps(13);
                    group.kill();
                    group.powerOn();
                    for (Member member : group.group().members()) {
                        member.emergencyRestart(true);
                        member.startWork(seed + kill);
                    }
                    group.worked(20);
                }
                assertThat(group.check(group.copyAll(), new Evidence(true, Map.of(), group.acknowledgedNow()))
                                .findings())
                        .as("seed " + seed)
                        .isEmpty();
            }
        }
    }

    /** The locks that it remembers are of another time than its volumes. */
    @Test
    void groupWhoseVolumesWereCopiedBack_worksWhenAllHaveRestarted() throws Exception {
        for (long seed : SEEDS) {
            try (SimulatedGroup group = new SimulatedGroup(seed).working(30)) {
                for (int restore = 0; restore < 4; restore++) {
                    Map<String, MemoryVolume> copy =
                            new Copies(group).suspended(3, 1_000_000_000L).volumes();
                    group.worked(40);
                    group.kill();
                    copy.forEach((volser, volume) -> group.volumes.get(volser).putBack(volume));
                    for (Member member : group.group().members()) {
                        member.emergencyRestart(true);
                        member.startWork(seed + restore);
                    }
                    group.worked(20);
                    assertThat(group.check(group.copyAll(), new Evidence(true, Map.of(), List.of()))
                                    .findings())
                            .as("seed " + seed + ", restore " + restore)
                            .isEmpty();
                }
            }
        }
    }

    @Test
    void memberThatDiesAtAnyWrite_isRestartedWhileTheOtherGoesOn() throws Exception {
        for (long seed : SEEDS) {
            try (SimulatedGroup group = new SimulatedGroup(seed).working(20)) {
                for (int death = 0; death < 3; death++) {
                    Member dying = group.member("IMS1");
                    dying.region().orElseThrow().life().endAfterWrites((int) seed * 3 + death);
                    group.turns.await(() -> dying.region().isEmpty());
                    dying.kill();
                    group.turns.steps(200);
                    dying.emergencyRestart(true);
                    dying.startWork(seed + death);
                    group.worked(15);
                }
                assertThat(group.check(group.copyAll(), new Evidence(true, Map.of(), group.acknowledgedNow()))
                                .findings())
                        .as("seed " + seed)
                        .isEmpty();
            }
        }
    }

    private static List<String> run(long seed) throws Exception {
        try (SimulatedGroup group = new SimulatedGroup(seed).working(40)) {
            return group.acknowledged.stream().map(Object::toString).collect(Collectors.toList());
        }
    }
}
